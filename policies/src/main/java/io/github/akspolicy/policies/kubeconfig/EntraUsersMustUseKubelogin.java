package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** kubelogin gets a token of Entra when it is needed and stores none. */
final class EntraUsersMustUseKubelogin extends BuiltInPolicy<Kubeconfig> {
    /** The application of AKS in Entra, the same in every tenant. */
    private static final String SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

    /** Flags of a sign-in, in every form that Cobra takes: {@code --login spn}, {@code --login=spn}, {@code -l=spn}, {@code -lspn}. */
    private static final Pattern LOGIN = Pattern.compile("--login(?:=(.*))?|-l=?(.*)");

    /** What counts before the flag (Azure/kubelogin, pkg/internal/token/options.go, UpdateFromEnv). */
    private static final String LOGIN_VARIABLE = "AAD_LOGIN_METHOD";

    private static final Parameter<List<String>> LOGINS = Parameter.strings(
            "allowedLogins",
            List.of("devicecode", "azurecli", "workloadidentity", "msi", "interactive", "azd", "azurepipelines"),
            "the ways to sign in that are right; kubelogin also knows spn, ropc and chained");

    EntraUsersMustUseKubelogin() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/exec-kubelogin", HIGH, "Entra users must authenticate through kubelogin exec")
                        .fix("run kubelogin convert-kubeconfig")
                        .parameters(LOGINS)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field user : kubeconfig.users()) {
            Field exec = user.at("user", "exec");
            if (kubeconfig.isForAks(user) && exec.isPresent()) {
                judge(exec, judgement);
            }
        }
    }

    private static void judge(Field exec, Judgement judgement) {
        Field command = exec.get("command");
        if (!command.stringOr("").matches("(.*[/\\\\])?kubelogin(\\.exe)?")) {
            judgement.fail(command, "exec.command is " + command.textOr("not set") + ", not kubelogin");
            return;
        }
        List<String> arguments = exec.get("args").strings();
        if (!arguments.contains("get-token")
                || !arguments.contains(SERVER) && !arguments.contains("--server-id=" + SERVER)) {
            judgement.fail(
                    exec.get("args"), "exec.args do not ask for a token of AKS: get-token --server-id " + SERVER);
        }
        Field variable = variable(exec);
        String word = variable == null ? login(arguments) : variable.stringOr("");
        if (!judgement.get(LOGINS).contains(word)) {
            judgement.fail(
                    variable == null ? exec.get("args") : variable,
                    (variable == null
                                    ? "exec.args sign in by "
                                    : "exec.env has " + LOGIN_VARIABLE + ", which signs in by ")
                            + word);
        }
        Field version = exec.get("apiVersion");
        if (!version.stringOr("").matches("client\\.authentication\\.k8s\\.io/v1(beta1)?")) {
            judgement.fail(
                    version, "exec.apiVersion is " + version.textOr("not set") + ", which kubectl does not know");
        }
    }

    private static @Nullable Field variable(Field exec) {
        return exec.get("env").items().stream()
                .filter(entry -> entry.get("name").stringOr("").equals(LOGIN_VARIABLE))
                .map(entry -> entry.get("value"))
                .findFirst()
                .orElse(null);
    }

    /** The last flag counts; without one kubelogin shows a code. */
    private static String login(List<String> arguments) {
        String word = "devicecode";
        for (int i = 0; i < arguments.size(); i++) {
            Matcher flag = LOGIN.matcher(arguments.get(i));
            if (flag.matches()) {
                String own = flag.group(1) != null ? flag.group(1) : flag.group(2);
                boolean isNext = own == null || own.isEmpty();
                word = !isNext ? own : i + 1 < arguments.size() ? arguments.get(i + 1) : word;
            }
        }
        return word;
    }
}
