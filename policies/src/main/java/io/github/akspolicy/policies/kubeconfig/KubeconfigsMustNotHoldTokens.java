package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Kubeconfig;

/** A token in a file is a password for everybody who can read the file. */
final class KubeconfigsMustNotHoldTokens extends BuiltInPolicy<Kubeconfig> {
    KubeconfigsMustNotHoldTokens() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/no-static-token", CRITICAL, "No bearer token in a kubeconfig file")
                        .fix("remove the token and sign in with kubelogin")
                        .aboutForm()
                        .in(RECOMMENDED));
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
