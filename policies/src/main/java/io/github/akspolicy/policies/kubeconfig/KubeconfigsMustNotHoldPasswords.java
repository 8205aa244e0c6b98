package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.util.List;

/** The API server takes no passwords any more: what is left is a password in a file. */
final class KubeconfigsMustNotHoldPasswords extends BuiltInPolicy<Kubeconfig> {
    KubeconfigsMustNotHoldPasswords() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/no-basic-auth", CRITICAL, "No username/password in a kubeconfig file")
                        .fix("remove user name and password")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field user : kubeconfig.users()) {
            for (String name : List.of("password", "username")) {
                Field field = user.at("user", name);
                if (field.isPresent()) {
                    judgement.fail(
                            field, "user." + name + " is set: basic authentication is gone since Kubernetes 1.19");
                }
            }
        }
    }
}
