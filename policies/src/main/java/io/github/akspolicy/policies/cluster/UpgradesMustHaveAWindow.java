package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS_BY_REFERENCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.MAINTENANCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.MAINTENANCE_BY_CLUSTER;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NODE_OS_CHANNEL;
import static io.github.akspolicy.resource.cluster.ClusterProperties.UPGRADE_CHANNEL;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Upgrades come anyway; a window decides when. */
final class UpgradesMustHaveAWindow extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final long SHORTEST = 4;
    private static final AzureProperty DURATION = AzureProperty.arm("maintenanceWindow.durationHours");

    /** The names, in lower case, of windows that lie in no cluster of the files; empty when known only at deployment. */
    private static final Derivation<Set<String>> OF_NO_CLUSTER = new Derivation<>(
            "maintenance windows of no cluster",
            Set.of(CLUSTERS, MAINTENANCE),
            indexes -> indexes.all(MAINTENANCE).stream()
                    .filter(window -> window.owners().stream()
                            .allMatch(owner -> indexes.derive(CLUSTERS_BY_REFERENCE)
                                    .enclosing(owner)
                                    .isEmpty()))
                    .map(window -> window.azureName() == null ? "" : window.azureName())
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet()));

    UpgradesMustHaveAWindow() {
        super(
                CLUSTERS,
                Set.of(CLUSTERS, MAINTENANCE),
                policy("cluster/maintenance-window", LOW, "A maintenance window must control upgrades")
                        .fix(
                                "add the maintenance configurations aksManagedAutoUpgradeSchedule and aksManagedNodeOSUpgradeSchedule"));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        window(
                managedCluster,
                managedCluster.get(UPGRADE_CHANNEL),
                "aksManagedAutoUpgradeSchedule",
                "maintenance_window_auto_upgrade",
                indexes,
                judgement);
        window(
                managedCluster,
                managedCluster.get(NODE_OS_CHANNEL),
                "aksManagedNodeOSUpgradeSchedule",
                "maintenance_window_node_os",
                indexes,
                judgement);
    }

    private static void window(
            ManagedCluster cluster, Setting channel, String name, String block, Indexes indexes, Judgement judgement) {
        if (!channel.isSet() || channel.is("none") || channel.is("Unmanaged")) {
            return;
        }
        List<AzureResource> own = indexes.derive(MAINTENANCE_BY_CLUSTER).into(cluster);
        // azapi writes windows as resources, whichever provider defines the cluster
        if (cluster.notation() == Notation.AZURERM && own.isEmpty() && !cluster.isAutomatic()) {
            Setting written = cluster.get(AzureProperty.arm("none").azurerm(block + ".duration"));
            judge(cluster, written, name, judgement);
            return;
        }
        List<AzureResource> windows = own.stream()
                .filter(window -> name.equalsIgnoreCase(window.azureName()))
                .toList();
        boolean isPerhapsThere = own.stream().anyMatch(window -> window.azureName() == null)
                || indexes.derive(OF_NO_CLUSTER).contains(name.toLowerCase(Locale.ROOT))
                || indexes.derive(OF_NO_CLUSTER).contains("");
        if (windows.isEmpty() && isPerhapsThere) {
            judgement.unknown(
                    channel.place(),
                    UnknownCause.INPUT,
                    "whether a maintenance configuration is " + name + " is known only at deployment");
            return;
        }
        if (windows.isEmpty() && (cluster.notation() == Notation.AZ || cluster.isAutomatic())) {
            if (cluster.notation() == Notation.AZ) {
                judgement.unknown(
                        channel.place(),
                        UnknownCause.INPUT,
                        "az aks show does not answer the maintenance configuration " + name);
            }
            return;
        }
        if (windows.isEmpty()) {
            String taken = channel.isWritten() ? "" : ", which means " + channel.textOrEmpty();
            judgement.fail(
                    channel.place(), channel.words() + taken + ", and there is no maintenance configuration " + name);
        }
        windows.forEach(window -> judge(cluster, window.get(DURATION), name, judgement));
    }

    private static void judge(ManagedCluster cluster, Setting hours, String name, Judgement judgement) {
        Long duration = hours.integer();
        if (hours.unresolved() == null && (duration == null || duration < SHORTEST)) {
            judgement.fail(
                    cluster.notation() == Notation.AZURERM ? hours.place() : cluster.place(),
                    name + " has "
                            + (duration == null
                                    ? "no window"
                                    : "a window of " + duration + " hours, and upgrades need " + SHORTEST));
        }
    }
}
