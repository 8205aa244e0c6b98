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
import io.github.akspolicy.policy.Reference.Catalog;
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
                                    "install the Azure Policy add-on")
                            .in(TALK, CIS)
                            .references(Catalog.PSRULE, "Azure.AKS.AzurePolicyAddOn")
                            .references(Catalog.MCSB, "AM-2", "PV-2")
                            .references(
                                    Catalog.DEFENDER,
                                    "Azure Kubernetes Service clusters should have the Azure Policy add-on for Kubernetes installed")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Azure Policy add-on")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "0a15ec92-a229-4763-bb14-0ea34a568f8d",
                                    "Azure Policy Add-on for Kubernetes service (AKS) should be installed and enabled on your clusters")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "a8eff44f-8c92-45c3-a3fb-9880802d67a7",
                                    "Deploy Azure Policy Add-on to Azure Kubernetes Service clusters")
                            .references(Catalog.CIS_KUBERNETES, "5.2.1")
                            .references(Catalog.AKS_DOCS, "use-azure-policy")
                            .references(Catalog.CHECKOV, "CKV_AZURE_116")
                            .references(Catalog.TRIVY, "AZU-0066"),
                    that(AZURE_POLICY, isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/defender",
                                    HIGH,
                                    "Microsoft Defender for Containers must be enabled",
                                    "enable Defender for Containers with a workspace")
                            .in(TALK, CIS)
                            .references(
                                    Catalog.DEFENDER,
                                    "Azure Kubernetes Service clusters should have Defender profile enabled")
                            .references(Catalog.PSRULE, "Azure.AKS.DefenderProfile")
                            .references(Catalog.MCSB, "LT-1", "LT-2", "ES-1")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Microsoft Defender for Containers")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "a1840de2-8088-4ea8-b153-b4c723e9cb01",
                                    "Azure Kubernetes Service clusters should have Defender profile enabled")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "64def556-fbad-4622-930e-72d1d5589bf5",
                                    "Configure Azure Kubernetes Service clusters to enable Defender profile")
                            .references(Catalog.AKS_DOCS, "operator-best-practices-cluster-security"),
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
                            .in(HARDENED)
                            .references(Catalog.MCSB, "DS-6")
                            .reference(
                                    Catalog.AKS_DOCS,
                                    "/azure/defender-for-cloud/gated-deployment-infrastructure-as-code",
                                    "")
                            .reference(
                                    Catalog.AKS_DOCS, "/azure/defender-for-cloud/enablement-guide-runtime-gated", ""),
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
                            .in(PREVIEW)
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "5dc99dae-cfb2-42cc-8762-9aae02b74e27",
                                    "[Preview]: Deploy Image Integrity on Azure Kubernetes Service")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "cf426bb8-b320-4321-8545-1b784a5df3a4",
                                    "[Preview]: [Image Integrity] Kubernetes clusters should only use images signed by notation")
                            .references(Catalog.AKS_DOCS, "image-integrity"),
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
                            .in(HARDENED)
                            .references(Catalog.MCSB, "DP-5")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "7d7be79c-23ba-4033-84dd-45e2a5ccdd67",
                                    "Both operating systems and data disks in Azure Kubernetes Service clusters should be encrypted by customer-managed keys")
                            .references(Catalog.AKS_DOCS, "azure-disk-customer-managed-keys")
                            .references(Catalog.CHECKOV, "CKV_AZURE_117")
                            .references(Catalog.TRIVY, "AZU-0067"),
                    that(DISK_ENCRYPTION_SET, isSet())),
            cluster(
                    PolicyInfo.of("cluster/network-plugin", LOW, "Clusters should use Azure CNI", "use Azure CNI")
                            .parameters(ALLOW_NONE)
                            .in(HARDENED, CIS)
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "46238e2f-3f6f-4589-9f3f-77bed4116e67",
                                    "Azure Kubernetes Clusters should use Azure CNI")
                            .references(Catalog.CIS_AKS, "4.4.1")
                            .references(Catalog.AKS_DOCS, "concepts-network-cni-overview")
                            .references(Catalog.CHECKOV, "CKV2_AZURE_29"),
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
                            .in(HARDENED)
                            .references(Catalog.MCSB, "NS-3")
                            .references(Catalog.AKS_DOCS, "egress-outboundtype", "limit-egress-traffic"),
                    Demand.<ManagedCluster>that(OUTBOUND_TYPE, isOneOf(OUTBOUND_TYPES))
                            .mending(ClusterProtection::outboundType)),
            cluster(
                    PolicyInfo.of(
                                    "cluster/http-application-routing-disabled",
                                    MEDIUM,
                                    "HTTP application routing must be disabled",
                                    "disable HTTP application routing and use the Gateway API of application routing")
                            .in(RECOMMENDED)
                            .references(Catalog.PSRULE, "Azure.AKS.HttpAppRouting")
                            .references(Catalog.AKS_DOCS, "app-routing-gateway-api")
                            .references(Catalog.CHECKOV, "CKV_AZURE_246"),
                    that(HTTP_APPLICATION_ROUTING, isNotTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/kube-dashboard-disabled",
                                    MEDIUM,
                                    "The Kubernetes dashboard add-on must be disabled",
                                    "disable the dashboard add-on")
                            .in(RECOMMENDED)
                            .references(Catalog.AKS_DOCS, "kubernetes-portal")
                            .references(Catalog.CHECKOV, "CKV_AZURE_8"),
                    that(KUBE_DASHBOARD, isNotTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/node-resource-group-lockdown",
                                    LOW,
                                    "The node resource group should be locked",
                                    "lock the node resource group")
                            .in(HARDENED)
                            .references(Catalog.MCSB, "AM-4")
                            .references(Catalog.AKS_DOCS, "node-resource-group-lockdown"),
                    that(NODE_RESOURCE_GROUP_LOCKDOWN, is("ReadOnly"))),
            cluster(
                    PolicyInfo.of(
                                    "cluster/csi-drivers",
                                    LOW,
                                    "CSI storage drivers must not be disabled",
                                    "leave the CSI drivers on")
                            .parameters(DISK_CSI, FILE_CSI, SNAPSHOT_CSI)
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "c5110b6e-5272-4989-9935-59ad06fdf341",
                                    "Azure Kubernetes Clusters should enable Container Storage Interface(CSI)")
                            .references(Catalog.AKS_DOCS, "csi-storage-drivers"),
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
