package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Kubeconfig;

/** Without verification anybody on the way is the API server. */
final class TlsMustBeVerified extends BuiltInPolicy<Kubeconfig> {
    TlsMustBeVerified() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/insecure-skip-tls-verify", CRITICAL, "TLS verification must stay on")
                        .fix("remove insecure-skip-tls-verify and give the certificate of the authority")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field cluster : kubeconfig.clusters()) {
            Field skip = cluster.at("cluster", "insecure-skip-tls-verify");
            if (skip.isTrue()) {
                judgement.fail(skip, "cluster.insecure-skip-tls-verify is true");
            }
        }
    }
}
