package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KUBERNETES_VERSION;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SUPPORT_PLAN;
import static io.github.akspolicy.resource.cluster.ClusterProperties.UPGRADE_CHANNEL;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;

/** A version out of support gets no fixes, and a cluster of it cannot be created any more. */
final class KubernetesVersionMustBeSupported extends BuiltInPolicy<ManagedCluster> {
    private static final Parameter<String> MINIMUM = Parameter.string(
            "minimumVersion",
            "",
            "the oldest version that is right; empty for the oldest one that AKS supports on the day");
    private static final Parameter<String> LONG_TERM_MINIMUM =
            Parameter.string("ltsMinimumVersion", "", "the same with long-term support");

    KubernetesVersionMustBeSupported() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/kubernetes-version", HIGH, "Kubernetes version must be supported")
                        .fix("upgrade the cluster to a supported version")
                        .parameters(MINIMUM, LONG_TERM_MINIMUM)
                        .in(RECOMMENDED));
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
        if (Lifecycle.minor(version.textOrEmpty()).isEmpty()) {
            judgement.fail(version.place(), version.words() + ", which is not a version of Kubernetes");
            return;
        }
        Setting plan = managedCluster.get(SUPPORT_PLAN);
        boolean isLongTerm = plan.is("AKSLongTermSupport");
        if (isLongTerm) {
            judgeChannel(managedCluster, judgement);
        }
        String least = judgement.get(isLongTerm ? LONG_TERM_MINIMUM : MINIMUM);
        if (least.isEmpty()) {
            if (plan.unresolved() == null || !Demand.isUnknown(plan, judgement)) {
                Support.report(version, isLongTerm, judgement);
            }
        } else if (!Versions.isAtLeast(version.textOrEmpty(), least)) {
            judgement.fail(
                    version.place(), version.words() + ", and " + least + " is the oldest version that is right");
        }
    }

    /** Long-term support is for the newest patches only (articles/aks/long-term-support.md). */
    private static void judgeChannel(ManagedCluster cluster, Judgement judgement) {
        Setting channel = cluster.get(UPGRADE_CHANNEL);
        if (channel.unresolved() == null && !channel.is("patch")) {
            judgement.add(Observation.violation(
                            channel.place(),
                            channel.words() + ", and long-term support is for the two newest patches: "
                                    + channel.write("patch"),
                            "channel")
                    .withSeverity(LOW));
        }
    }
}
