package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Kubeconfig;

/** A local account is everybody and nobody. */
final class KubeconfigsMustNotUseLocalAccounts extends BuiltInPolicy<Kubeconfig> {
    KubeconfigsMustNotUseLocalAccounts() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/no-local-account", HIGH, "The kubeconfig must not use an AKS local account")
                        .fix("get the kubeconfig without --admin, and disable local accounts")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field context : kubeconfig.contexts()) {
            Field name = context.at("context", "user");
            String user = name.written();
            if (user.startsWith("clusterAdmin_") || user.equals("masterclient")) {
                judgement.fail(name, "context.user is " + user + ", the local administrator");
            } else if (context.get("name").written().endsWith("-admin")) {
                judgement.fail(context.get("name"), "name ends in -admin, as az aks get-credentials --admin writes it");
            }
        }
        for (Field user : kubeconfig.users()) {
            boolean isStatic = Kubeconfig.isSecret(user.at("user", "token"))
                    || Kubeconfig.isSecret(user.at("user", "client-key-data"));
            if (user.get("name").written().startsWith("clusterUser_") && isStatic) {
                judgement.fail(
                        user.get("name"),
                        "name is a cluster user with its own credential: the cluster has no Entra integration");
            }
        }
    }
}
