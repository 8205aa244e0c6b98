package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.DIAGNOSTICS_BY_TARGET;
import static io.github.akspolicy.policies.cluster.ClusterFacts.DIAGNOSTIC_SETTINGS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.DiagnosticSetting;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** AKS keeps no log of its control plane: who did what is known only when a diagnostic setting sends it somewhere. */
final class AuditLogsMustBeKept extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Parameter<List<String>> CATEGORIES = Parameter.strings(
            "requiredCategories", List.of("kube-audit-admin", "guard"), "the categories of logs that must be sent");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/diagnostic-logs",
                    MEDIUM,
                    "Control plane audit logs must be sent to a workspace",
                    "send the audit log of the cluster to a workspace by a diagnostic setting")
            .parameters(CATEGORIES)
            .in(TALK, CIS)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Audit access to the cluster")
            .references(Catalog.CIS_AKS, "2.1.1")
            .reference(
                    Catalog.AZURE_POLICY,
                    "245fc9df-fa96-4414-9a0b-3738c2f7341c",
                    "Resource logs in Azure Kubernetes Service should be enabled")
            .references(Catalog.AKS_DOCS, "monitor-aks", "monitor-aks-reference");

    AuditLogsMustBeKept() {
        super(CLUSTERS, Set.of(DIAGNOSTIC_SETTINGS), INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        List<DiagnosticSetting> own = indexes.derive(DIAGNOSTICS_BY_TARGET).to(managedCluster);
        if (own.isEmpty()) {
            if (managedCluster.notation() == Notation.AZ) {
                judgement.unknown(
                        managedCluster.place(), UnknownCause.INPUT, "az aks show does not answer diagnostic settings");
            } else {
                judgement.fail(
                        managedCluster.place(), "no diagnostic setting sends the logs of the control plane anywhere");
            }
            return;
        }
        Set<String> enabled = new HashSet<>();
        for (DiagnosticSetting setting : own) {
            if (Demand.isUnknown(setting.logs(), judgement)) {
                return;
            }
            if (setting.destination().isWritten()) {
                enabled.addAll(setting.enabled());
            }
        }
        for (String category : judgement.get(CATEGORIES)) {
            if (!isSent(category.toLowerCase(Locale.ROOT), enabled)) {
                judgement.add(Observation.violation(
                        managedCluster.place(), "no diagnostic setting sends the logs " + category, category));
            }
        }
    }

    private static boolean isSent(String category, Set<String> enabled) {
        return enabled.contains(category)
                || enabled.contains("alllogs")
                || enabled.contains("audit")
                || category.equals("kube-audit-admin") && enabled.contains("kube-audit");
    }
}
