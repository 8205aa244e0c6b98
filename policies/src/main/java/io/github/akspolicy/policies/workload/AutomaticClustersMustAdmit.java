package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import java.util.Set;

/** AKS Automatic refuses what reaches its system nodes; a chart learns of it when it is installed. */
final class AutomaticClustersMustAdmit extends BuiltInEnvironmentPolicy<AutomaticRefusal> {
    private static final Index<String, AutomaticRefusal> REFUSALS =
            new Index<>("what AKS Automatic refuses", AutomaticRefusal.KINDS, AutomaticRefusal::of, refusal -> "");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/automatic-admission",
                    MEDIUM,
                    "Workloads for AKS Automatic must be admitted there",
                    "remove what AKS Automatic refuses, or deploy to a cluster that takes it")
            .references(Catalog.AKS_DOCS, "automatic/aks-automatic-managed-system-node-pools-about");

    AutomaticClustersMustAdmit() {
        super(REFUSALS, Set.of(ClusterFacts.CLUSTERS), INFO);
    }

    @Override
    public void evaluate(AutomaticRefusal refusal, Indexes indexes, Judgement judgement) {
        boolean isRefused = indexes.all(ClusterFacts.CLUSTERS).stream()
                .anyMatch(cluster -> refusal.isOfHostedSystem() ? isHosted(cluster) : cluster.isAutomatic());
        if (isRefused) {
            judgement.fail(
                    refusal.place(),
                    refusal.why() + ": AKS Automatic"
                            + (refusal.isOfHostedSystem() ? " with managed system node pools" : "") + " refuses it");
        }
    }

    private static boolean isHosted(ManagedCluster cluster) {
        return cluster.isAutomatic()
                && cluster.get(ClusterProperties.HOSTED_SYSTEM).isTrue();
    }
}
