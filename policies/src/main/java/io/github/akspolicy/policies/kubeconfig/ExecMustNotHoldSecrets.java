package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Kubeconfig;

/** A secret among the arguments is in the file, in the list of processes and in logs. */
final class ExecMustNotHoldSecrets extends BuiltInPolicy<Kubeconfig> {
    ExecMustNotHoldSecrets() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/exec-args-secret", CRITICAL, "No secrets in exec arguments or environment")
                        .fix("sign in by azurecli, workloadidentity or msi")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field user : kubeconfig.users()) {
            for (Kubeconfig.ExecSecret secret : Kubeconfig.execSecrets(user)) {
                String where = secret.isArgument() ? "exec.args" : "exec.env";
                judgement.fail(secret.at(), where + " holds the value of " + secret.name());
            }
        }
    }
}
