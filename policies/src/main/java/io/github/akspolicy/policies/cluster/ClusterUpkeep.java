package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.cluster;
import static io.github.akspolicy.policies.cluster.Requirement.is;
import static io.github.akspolicy.policies.cluster.Requirement.isAtMost;
import static io.github.akspolicy.policies.cluster.Requirement.isOneOf;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the cluster is kept up to date. Each is one sentence: this property must be that. */
final class ClusterUpkeep {
    private static final Parameter<Long> MAX_INTERVAL_HOURS =
            Parameter.integer("maxIntervalHours", 168, "the longest interval in hours");
    private static final Parameter<List<String>> UPGRADE_CHANNELS = Parameter.strings(
            "allowedClusterAutoUpgradeChannels", List.of("stable", "patch", "rapid"), "the channels that are right");
    private static final Parameter<List<String>> NODE_OS_CHANNELS = Parameter.strings(
            "allowedNodeOsUpgradeChannels", List.of("NodeImage", "SecurityPatch"), "the channels that are right");

    public static final List<Policy> ALL = List.of(
            cluster(
                    PolicyInfo.of(
                                    "cluster/image-cleaner",
                                    LOW,
                                    "Image Cleaner must be enabled",
                                    "enable the image cleaner")
                            .parameters(MAX_INTERVAL_HOURS)
                            .in(HARDENED),
                    that(IMAGE_CLEANER, isTrue()),
                    that(
                            IMAGE_CLEANER_HOURS,
                            isAtMost(MAX_INTERVAL_HOURS),
                            (cluster, judgement) -> cluster.get(IMAGE_CLEANER).isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/auto-upgrade-channel",
                                    MEDIUM,
                                    "Cluster auto-upgrade must be set",
                                    "set an upgrade channel")
                            .parameters(UPGRADE_CHANNELS)
                            .in(RECOMMENDED),
                    Demand.<ManagedCluster>that(UPGRADE_CHANNEL, isOneOf(UPGRADE_CHANNELS))
                            .mending(ClusterUpkeep::channel)),
            cluster(
                    PolicyInfo.of(
                                    "cluster/node-os-upgrade-channel",
                                    MEDIUM,
                                    "Node OS security channel must be set",
                                    "set a channel for upgrades of the node OS")
                            .parameters(NODE_OS_CHANNELS),
                    that(
                            NODE_OS_CHANNEL,
                            isOneOf(NODE_OS_CHANNELS)
                                    .unknownWhenAbsent(
                                            "new clusters get NodeImage since version 2023-06-01 of the API, older ones keep none"),
                            (cluster, judgement) ->
                                    !cluster.get(UPGRADE_CHANNEL).is("node-image"))),
            cluster(
                    PolicyInfo.of(
                            "cluster/uptime-sla",
                            LOW,
                            "Production clusters should use a paid tier",
                            "use the tier Standard or Premium"),
                    // AKS: "Paid managed cluster SKU tier is invalid. 'Paid' has been replaced by 'Standard' since
                    // v2023-02-01" (hashicorp/terraform-provider-azurerm, pull request 21256)
                    that(SKU_TIER, is("Standard", "Premium").orBefore("2023-02-01", "Paid"))));

    private ClusterUpkeep() {}

    /** Long-term support is for the newest patches: cluster/kubernetes-version asks for that channel. */
    private static @Nullable Object channel(ManagedCluster cluster, Judgement judgement) {
        List<String> allowed = judgement.get(UPGRADE_CHANNELS);
        boolean isLongTerm = cluster.get(SUPPORT_PLAN).is("AKSLongTermSupport");
        return isLongTerm && allowed.contains("patch")
                ? "patch"
                : allowed.stream().findFirst().orElse(null);
    }
}
