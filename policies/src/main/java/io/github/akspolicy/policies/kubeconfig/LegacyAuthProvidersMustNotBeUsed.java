package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Kubeconfig;

/** The old plugin stored its tokens in the file, and kubectl dropped it in 1.26. */
final class LegacyAuthProvidersMustNotBeUsed extends BuiltInPolicy<Kubeconfig> {
    LegacyAuthProvidersMustNotBeUsed() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/legacy-auth-provider", HIGH, "No legacy azure auth-provider")
                        .fix("run kubelogin convert-kubeconfig")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field user : kubeconfig.users()) {
            Field provider = user.at("user", "auth-provider");
            if (provider.isPresent()) {
                judgement.fail(
                        provider,
                        "user.auth-provider is set: kubectl dropped it in 1.26, and it keeps tokens in this file");
            }
        }
    }
}
