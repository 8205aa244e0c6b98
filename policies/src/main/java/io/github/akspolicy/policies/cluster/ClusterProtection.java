package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.cluster;
import static io.github.akspolicy.policies.cluster.Requirement.hasItems;
import static io.github.akspolicy.policies.cluster.Requirement.is;
import static io.github.akspolicy.policies.cluster.Requirement.isNotFalse;
import static io.github.akspolicy.policies.cluster.Requirement.isNotTrue;
import static io.github.akspolicy.policies.cluster.Requirement.isOneOf;
import static io.github.akspolicy.policies.cluster.Requirement.isSet;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What protects the cluster and what runs in it. Each is one sentence: this property must be that. */
final class ClusterProtection {
    private static final Parameter<Boolean> ALLOW_NONE =
            Parameter.flag("allowNone", false, "whether none, a custom plugin, is right");
    private static final Parameter<List<String>> OUTBOUND_TYPES = Parameter.strings(
            "allowed",
            List.of("userDefinedRouting", "none", "block"),
            "the outbound types that are right; a NAT gateway changes the source address and filters nothing");
    private static final Parameter<Boolean> DISK_CSI =
            Parameter.flag("enableDiskCSI", true, "whether the driver for disks must be on");
    private static final Parameter<Boolean> FILE_CSI =
            Parameter.flag("enableFileCSI", true, "whether the driver for files must be on");
    private static final Parameter<Boolean> SNAPSHOT_CSI =
            Parameter.flag("enableSnapshotCSI", true, "whether the snapshot controller must be on");

    public static final List<Policy> ALL = List.of(
            cluster(
                    PolicyInfo.of(
                            "cluster/azure-policy-addon",
                            HIGH,
                            "The Azure Policy add-on must be installed",
                            "install the Azure Policy add-on"),
                    that(AZURE_POLICY, isTrue())),
            cluster(
                    PolicyInfo.of(
                            "cluster/defender",
                            HIGH,
                            "Microsoft Defender for Containers must be enabled",
                            "enable Defender for Containers with a workspace"),
                    that(DEFENDER, isTrue()),
                    that(
                            DEFENDER_WORKSPACE,
                            isSet(),
                            (cluster, judgement) -> cluster.get(DEFENDER).isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/defender-gating",
                                    MEDIUM,
                                    "Defender must check images before they are deployed",
                                    "enable gated deployment of Defender with an identity that reads the registries")
                            .in(HARDENED),
                    that(DEFENDER_GATING, isTrue()),
                    that(DEFENDER, isTrue(), (cluster, judgement) -> isGated(cluster)),
                    that(DEFENDER_GATING_IDENTITIES, hasItems(), (cluster, judgement) -> isGated(cluster)),
                    that(DEFENDER_GATING_SECRETS, isNotTrue(), (cluster, judgement) -> isGated(cluster)),
                    that(OIDC_ISSUER, isTrue(), (cluster, judgement) -> isGated(cluster)),
                    that(WORKLOAD_IDENTITY, isTrue(), (cluster, judgement) -> isGated(cluster))),
            cluster(
                    PolicyInfo.of(
                                    "cluster/image-integrity",
                                    MEDIUM,
                                    "Image Integrity must be enabled (preview)",
                                    "enable image integrity, and what it needs")
                            .in(PREVIEW),
                    that(IMAGE_INTEGRITY, isTrue()),
                    that(
                            AZURE_POLICY,
                            isTrue(),
                            (cluster, judgement) -> cluster.get(IMAGE_INTEGRITY).isTrue()),
                    that(
                            OIDC_ISSUER,
                            isTrue(),
                            (cluster, judgement) -> cluster.get(IMAGE_INTEGRITY).isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/disk-encryption-set",
                                    LOW,
                                    "Node disks should use a customer-managed key",
                                    "name a disk encryption set")
                            .in(HARDENED),
                    that(DISK_ENCRYPTION_SET, isSet())),
            cluster(
                    PolicyInfo.of("cluster/network-plugin", LOW, "Clusters should use Azure CNI", "use Azure CNI")
                            .parameters(ALLOW_NONE)
                            .in(HARDENED),
                    that(
                            NETWORK_PLUGIN,
                            is("azure")
                                    .unknownWhenAbsent(
                                            "newer versions of the API take azure, older ones kubenet, which azurerm"
                                                    + " documents as its default and AKS ends on 2028-03-31"),
                            (cluster, judgement) -> !(judgement.get(ALLOW_NONE)
                                    && cluster.get(NETWORK_PLUGIN).is("none")))),
            cluster(
                    PolicyInfo.of(
                                    "cluster/outbound-type",
                                    LOW,
                                    "Egress should pass a firewall, or be closed",
                                    "send egress through a firewall by user-defined routes, or close it")
                            .parameters(OUTBOUND_TYPES)
                            .in(HARDENED),
                    Demand.<ManagedCluster>that(OUTBOUND_TYPE, isOneOf(OUTBOUND_TYPES))
                            .mending(ClusterProtection::outboundType)),
            cluster(
                    PolicyInfo.of(
                                    "cluster/http-application-routing-disabled",
                                    MEDIUM,
                                    "HTTP application routing must be disabled",
                                    "disable HTTP application routing and use the Gateway API of application routing")
                            .in(RECOMMENDED),
                    that(HTTP_APPLICATION_ROUTING, isNotTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/kube-dashboard-disabled",
                                    MEDIUM,
                                    "The Kubernetes dashboard add-on must be disabled",
                                    "disable the dashboard add-on")
                            .in(RECOMMENDED),
                    that(KUBE_DASHBOARD, isNotTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/node-resource-group-lockdown",
                                    LOW,
                                    "The node resource group should be locked",
                                    "lock the node resource group")
                            .in(HARDENED),
                    that(NODE_RESOURCE_GROUP_LOCKDOWN, is("ReadOnly"))),
            cluster(
                    PolicyInfo.of(
                                    "cluster/csi-drivers",
                                    LOW,
                                    "CSI storage drivers must not be disabled",
                                    "leave the CSI drivers on")
                            .parameters(DISK_CSI, FILE_CSI, SNAPSHOT_CSI),
                    that(DISK_CSI_DRIVER, isNotFalse(), (cluster, judgement) -> judgement.get(DISK_CSI)),
                    that(FILE_CSI_DRIVER, isNotFalse(), (cluster, judgement) -> judgement.get(FILE_CSI)),
                    that(SNAPSHOT_CONTROLLER, isNotFalse(), (cluster, judgement) -> judgement.get(SNAPSHOT_CSI))));

    private ClusterProtection() {}

    private static boolean isGated(ManagedCluster cluster) {
        return cluster.get(DEFENDER_GATING).isTrue();
    }

    /** Routes need your own network; in that of AKS the answer is another network, or a network isolated cluster. */
    private static @Nullable Object outboundType(ManagedCluster cluster, Judgement judgement) {
        List<String> allowed = judgement.get(OUTBOUND_TYPES);
        if (cluster.get(ARTIFACT_SOURCE).is("Cache") && allowed.contains("none")) {
            return "none";
        }
        boolean isOwn = cluster.pools().stream().anyMatch(pool -> {
            Setting subnet = pool.get(PoolProperties.SUBNET);
            return subnet.isSet() || subnet.unresolved() != null || !subnet.isExpressible();
        });
        return isOwn && allowed.contains("userDefinedRouting") ? "userDefinedRouting" : null;
    }
}
