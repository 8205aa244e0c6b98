package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Kubeconfig;

/** A token in a file is a password for everybody who can read the file. */
final class KubeconfigsMustNotHoldTokens extends BuiltInPolicy<Kubeconfig> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "kubeconfig/no-static-token",
                    CRITICAL,
                    "No bearer token in a kubeconfig file",
                    "remove the token and sign in with kubelogin")
            .aboutForm()
            .in(RECOMMENDED, TALK)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "No token in the kubeconfig")
            .references(Catalog.AKS_DOCS, "local-accounts", "kubelogin-authentication");

    KubeconfigsMustNotHoldTokens() {
        super(Kubeconfig.VIEW, INFO);
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field user : kubeconfig.users()) {
            Field token = user.at("user", "token");
            if (Kubeconfig.isSecret(token)) {
                judgement.fail(token, "user.token holds a token");
            }
            Field file = user.at("user", "tokenFile");
            if (file.isPresent() && !file.stringOr("").startsWith("/var/run/secrets/")) {
                judgement.fail(file, "user.tokenFile names a file with a token");
            }
        }
    }
}
