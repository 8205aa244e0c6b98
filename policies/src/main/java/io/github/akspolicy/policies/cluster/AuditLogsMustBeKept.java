package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import java.util.List;

/** AKS keeps no log of its control plane: who did what is known only when a diagnostic setting sends it somewhere. */
final class AuditLogsMustBeKept extends DiagnosticsPolicy<ManagedCluster> {
    private static final Parameter<List<String>> CATEGORIES = Parameter.strings(
            "requiredCategories", List.of("kube-audit-admin", "guard"), "the categories of logs that must be sent");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/diagnostic-logs",
                    MEDIUM,
                    "Control plane audit logs must be sent to a workspace",
                    "send the audit log of the cluster to a workspace by a diagnostic setting")
            .parameters(CATEGORIES)
            .in(TALK, CIS)
            .references(Catalog.PSRULE, "Azure.AKS.PlatformLogs")
            .references(Catalog.PSRULE, "Azure.AKS.AuditAdmin", "Azure.AKS.AuditLogs")
            .references(Catalog.MCSB, "LT-3", "LT-5")
            .references(Catalog.DEFENDER, "Diagnostic logs in Kubernetes services should be enabled")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Audit access to the cluster")
            .references(Catalog.CIS_AKS, "2.1.1")
            .reference(
                    Catalog.AZURE_POLICY,
                    "245fc9df-fa96-4414-9a0b-3738c2f7341c",
                    "Resource logs in Azure Kubernetes Service should be enabled")
            .references(Catalog.AKS_DOCS, "monitor-aks", "monitor-aks-reference");

    AuditLogsMustBeKept() {
        super(CLUSTERS, CATEGORIES, "the control plane", INFO);
    }

    @Override
    protected boolean holds(String enabled, String category) {
        return super.holds(enabled, category) || category.equals("kube-audit-admin") && enabled.equals("kube-audit");
    }
}
