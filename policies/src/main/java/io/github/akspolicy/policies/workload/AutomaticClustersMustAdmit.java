package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Set;

/** AKS Automatic refuses what reaches its system nodes; a chart learns of it when it is installed. */
final class AutomaticClustersMustAdmit extends BuiltInEnvironmentPolicy<AutomaticRefusal> {
    private static final Index<String, AutomaticRefusal> REFUSALS =
            new Index<>("what AKS Automatic refuses", AutomaticRefusal.KINDS, AutomaticRefusal::of, refusal -> "");

    AutomaticClustersMustAdmit() {
        super(
                REFUSALS,
                Set.of(ClusterFacts.CLUSTERS),
                policy("workload/automatic-admission", MEDIUM, "Workloads for AKS Automatic must be admitted there")
                        .fix("remove what AKS Automatic refuses, or deploy to a cluster that takes it")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(AutomaticRefusal refusal, Indexes indexes, Judgement judgement) {
        List<ManagedCluster> clusters = indexes.all(ClusterFacts.CLUSTERS).stream()
                .filter(ManagedCluster::isAutomatic)
                .toList();
        if (!refusal.isOfHostedSystem()) {
            if (!clusters.isEmpty()) {
                judgement.fail(refusal.place(), refusal.why() + ": AKS Automatic refuses it");
            }
        } else if (clusters.stream().anyMatch(AutomaticClustersMustAdmit::isHosted)) {
            judgement.fail(
                    refusal.place(), refusal.why() + ": AKS Automatic with managed system node pools refuses it");
        } else if (clusters.stream().anyMatch(AutomaticClustersMustAdmit::isPerhapsHosted)) {
            judgement.unknown(
                    refusal.place(),
                    UnknownCause.INPUT,
                    refusal.why()
                            + ": AKS Automatic with managed system node pools refuses it, and the definition of the"
                            + " cluster does not say whether it has them; new clusters do");
        }
    }

    /** Whether it has managed system node pools: written, or as a cluster of azurerm, whose type is younger than they are. */
    private static boolean isHosted(ManagedCluster cluster) {
        Setting hosted = cluster.get(ClusterProperties.HOSTED_SYSTEM);
        return hosted.isTrue() && (hosted.isWritten() || cluster.notation() == Notation.AZURERM);
    }

    /** az answers the profile where there is one. */
    private static boolean isPerhapsHosted(ManagedCluster cluster) {
        Setting hosted = cluster.get(ClusterProperties.HOSTED_SYSTEM);
        return hosted.unresolved() != null
                || hosted.isTrue() && !hosted.isWritten() && cluster.notation() != Notation.AZ;
    }
}
