package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The certificate of an AKS API server is signed by its own authority. */
final class ClustersMustHaveACa extends BuiltInPolicy<Kubeconfig> {
    ClustersMustHaveACa() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/ca-present", MEDIUM, "A cluster CA must be given")
                        .fix("give certificate-authority-data")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field cluster : kubeconfig.clusters()) {
            Field data = cluster.at("cluster", "certificate-authority-data");
            boolean hasFile = cluster.at("cluster", "certificate-authority").isPresent();
            if (!Kubeconfig.isAks(cluster) || hasFile || "DATA+OMITTED".equals(data.string())) {
                continue;
            }
            if (!data.isPresent()) {
                judgement.fail(data, "cluster.certificate-authority-data is not set");
            } else if (!isPem(data.stringOr(""))) {
                judgement.fail(data, "cluster.certificate-authority-data is not a certificate");
            }
        }
    }

    private static boolean isPem(String encoded) {
        try {
            return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8)
                    .contains("-----BEGIN CERTIFICATE-----");
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
