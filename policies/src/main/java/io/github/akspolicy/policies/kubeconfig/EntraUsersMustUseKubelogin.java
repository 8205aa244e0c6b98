package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.util.List;
import java.util.Set;

/** kubelogin gets a token of Entra when it is needed and stores none. */
final class EntraUsersMustUseKubelogin extends BuiltInPolicy<Kubeconfig> {
    /** The application of AKS in Entra, the same in every tenant. */
    private static final String SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

    private static final Parameter<Set<String>> LOGINS = Parameter.choices(
            "allowedLogins",
            List.of("devicecode", "azurecli", "workloadidentity", "msi", "interactive", "azd", "spn", "ropc"),
            Set.of("devicecode", "azurecli", "workloadidentity", "msi", "interactive", "azd"),
            "the ways to sign in that are right");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "kubeconfig/exec-kubelogin",
                    HIGH,
                    "Entra users must authenticate through kubelogin exec",
                    "run kubelogin convert-kubeconfig")
            .parameters(LOGINS)
            .in(RECOMMENDED, TALK)
            .references(Catalog.AKS_DOCS, "kubelogin-authentication", "kubernetes-rbac-entra-id");

    EntraUsersMustUseKubelogin() {
        super(Kubeconfig.VIEW, INFO);
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
        int login = arguments.indexOf("--login");
        login = login < 0 ? arguments.indexOf("-l") : login;
        String word = login >= 0 && login + 1 < arguments.size() ? arguments.get(login + 1) : "devicecode";
        if (!judgement.get(LOGINS).contains(word)) {
            judgement.fail(exec.get("args"), "exec.args sign in by " + word);
        }
        Field version = exec.get("apiVersion");
        if (!version.stringOr("").matches("client\\.authentication\\.k8s\\.io/v1(beta1)?")) {
            judgement.fail(
                    version, "exec.apiVersion is " + version.textOr("not set") + ", which kubectl does not know");
        }
    }
}
