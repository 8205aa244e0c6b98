package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KUBERNETES_VERSION;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SUPPORT_PLAN;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;

/** A version out of support gets no fixes, and a cluster of it cannot be created any more. */
final class KubernetesVersionMustBeSupported extends BuiltInPolicy<ManagedCluster> {
    private static final Parameter<String> MINIMUM =
            Parameter.string("minimumVersion", "1.34", "the oldest version that is right");
    private static final Parameter<String> LONG_TERM_MINIMUM =
            Parameter.string("ltsMinimumVersion", "1.31", "the oldest version that is right with long-term support");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/kubernetes-version",
                    HIGH,
                    "Kubernetes version must be supported",
                    "upgrade the cluster to a supported version")
            .parameters(MINIMUM, LONG_TERM_MINIMUM)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "supported-kubernetes-versions");

    KubernetesVersionMustBeSupported() {
        super(ManagedCluster.VIEW, INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting version = managedCluster.get(KUBERNETES_VERSION);
        if (Demand.isUnknown(version, judgement) || managedCluster.isAutomatic() && !version.isSet()) {
            return;
        }
        if (!version.isSet()) {
            judgement.unknown(
                    version.place(), UnknownCause.INPUT, version.words() + ": the service takes the newest but one");
            return;
        }
        boolean isLongTerm = managedCluster.get(SUPPORT_PLAN).is("AKSLongTermSupport");
        String least = judgement.get(isLongTerm ? LONG_TERM_MINIMUM : MINIMUM);
        if (!Versions.isAtLeast(version.textOrEmpty(), least)) {
            judgement.fail(version.place(), version.words() + ", and " + least + " is the oldest version with support");
        }
    }
}
