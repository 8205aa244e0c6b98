package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.util.List;
import java.util.Set;

/** A secret among the arguments is in the file, in the list of processes and in logs. */
public final class ExecMustNotHoldSecrets extends BuiltInPolicy<Kubeconfig> {
    private static final List<String> FLAGS = List.of("--client-secret", "--password", "--client-certificate-password");
    private static final Set<String> VARIABLES = Set.of(
            "AAD_SERVICE_PRINCIPAL_CLIENT_SECRET",
            "AZURE_CLIENT_SECRET",
            "AAD_USER_PRINCIPAL_PASSWORD",
            "AZURE_PASSWORD",
            "AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE_PASSWORD");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "kubeconfig/exec-args-secret",
                    CRITICAL,
                    "No secrets in exec arguments or environment",
                    "sign in by azurecli, workloadidentity or msi")
            .in(RECOMMENDED, TALK)
            .references(Catalog.AKS_DOCS, "kubelogin-authentication");

    public ExecMustNotHoldSecrets() {
        super(Kubeconfig.VIEW, INFO);
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field user : kubeconfig.users()) {
            Field exec = user.at("user", "exec");
            List<Field> arguments = exec.get("args").items();
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i).stringOr("");
                boolean hasNext = i + 1 < arguments.size();
                for (String flag : FLAGS) {
                    if (argument.equals(flag) && hasNext || argument.startsWith(flag + "=")) {
                        judgement.fail(arguments.get(i), "exec.args holds the value of " + flag);
                    }
                }
            }
            for (Field variable : exec.get("env").items()) {
                String name = variable.get("name").stringOr("");
                if (VARIABLES.contains(name) && Kubeconfig.isSecret(variable.get("value"))) {
                    judgement.fail(variable.get("value"), "exec.env holds the value of " + name);
                }
            }
        }
    }
}
