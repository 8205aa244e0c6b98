package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import java.util.List;

/** AKS keeps no log of its control plane: who did what is known only when a diagnostic setting sends it somewhere. */
final class AuditLogsMustBeKept extends DiagnosticsPolicy<ManagedCluster> {
    private static final Parameter<List<String>> CATEGORIES = Parameter.strings(
            "requiredCategories", List.of("kube-audit-admin", "guard"), "the categories of logs that must be sent");

    AuditLogsMustBeKept() {
        super(
                CLUSTERS,
                CATEGORIES,
                "the control plane",
                policy("cluster/diagnostic-logs", MEDIUM, "Control plane audit logs must be sent to a workspace")
                        .fix("send the audit log of the cluster to a workspace by a diagnostic setting")
                        .parameters(CATEGORIES));
    }

    @Override
    protected boolean holds(String enabled, String category) {
        return super.holds(enabled, category) || category.equals("kube-audit-admin") && enabled.equals("kube-audit");
    }
}
