package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KUBERNETES_VERSION;
import static io.github.akspolicy.resource.cluster.ClusterProperties.OIDC_ISSUER;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;

/** Workload identity is tokens that Entra can check: it must be able to read who issued them. */
final class OidcIssuerMustBeEnabled extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Usage USAGE = Usage.byLabelledPods(OIDC_ISSUER);

    OidcIssuerMustBeEnabled() {
        super(
                ClusterFacts.CLUSTERS,
                USAGE.reads(),
                policy("cluster/oidc-issuer", HIGH, "The OIDC issuer must be enabled")
                        .fix("enable the OIDC issuer")
                        .parameters(Usage.ALWAYS)
                        .in(Usage.WHERE_USED, RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        Setting issuer = managedCluster.get(OIDC_ISSUER);
        if (issuer.isTrue() || !USAGE.isDemanded(indexes, judgement) || Demand.isUnknown(issuer, judgement)) {
            return;
        }
        if (!issuer.isSet() && OIDC_ISSUER.isUnknownWithoutVersion(managedCluster)) {
            judgement.unknown(
                    issuer.place(),
                    UnknownCause.INPUT,
                    issuer.words() + ", which is false in azurerm 4 and true in azurerm 5: pin the provider, or "
                            + issuer.write(true));
            return;
        }
        Setting version = managedCluster.get(KUBERNETES_VERSION);
        if (!issuer.isSet()) {
            // new clusters of 1.34 and above have it (articles/aks/use-oidc-issuer.md, 2026-08-21)
            if (version.unresolved() != null || !version.isSet()) {
                judgement.unknown(
                        issuer.place(),
                        UnknownCause.INPUT,
                        issuer.words() + ", and "
                                + (version.isSet()
                                        ? version.name() + " is known only at deployment"
                                        : "so is the version")
                                + ": new clusters have it from 1.34 on");
                return;
            }
            if (Versions.isAtLeast(version.textOrEmpty(), "1.34")) {
                return;
            }
        }
        Demand.fail(issuer, USAGE.because(indexes), true, judgement);
    }
}
