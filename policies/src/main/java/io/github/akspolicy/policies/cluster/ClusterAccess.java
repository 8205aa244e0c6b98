package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.cluster;
import static io.github.akspolicy.policies.cluster.Requirement.isAbsent;
import static io.github.akspolicy.policies.cluster.Requirement.isNotFalse;
import static io.github.akspolicy.policies.cluster.Requirement.isNotTrue;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.*;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import java.util.List;

/** How the cluster is reached, and by whom. Each is one sentence: this property must be that. */
final class ClusterAccess {
    private static final Parameter<Boolean> ACCEPT_RANGES =
            Parameter.flag("acceptAuthorizedIpRanges", false, "whether authorized IP ranges do instead");

    public static final List<Policy> ALL = List.of(
            cluster(
                    PolicyInfo.of(
                                    "cluster/local-accounts-disabled",
                                    CRITICAL,
                                    "Local accounts must be disabled",
                                    "disable local accounts; an Entra integration must be there first")
                            .in(RECOMMENDED, TALK, CIS)
                            .references(Catalog.PSRULE, "Azure.AKS.LocalAccounts")
                            .references(Catalog.MCSB, "IM-1")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Disable local accounts")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "993c2fcd-2b29-49d2-9eb0-df2c3a730c32",
                                    "Azure Kubernetes Service Clusters should have local authentication methods disabled")
                            .references(Catalog.CIS_KUBERNETES, "3.1.1")
                            .references(Catalog.AKS_DOCS, "local-accounts", "concepts-identity")
                            .references(Catalog.CHECKOV, "CKV_AZURE_141"),
                    that(DISABLE_LOCAL_ACCOUNTS, isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/entra-id-enabled",
                                    CRITICAL,
                                    "AKS-managed Entra ID integration must be enabled",
                                    "enable the managed Entra integration, which takes no client and server application")
                            .in(RECOMMENDED, TALK, CIS)
                            .references(Catalog.PSRULE, "Azure.AKS.ManagedAAD")
                            .references(Catalog.MCSB, "IM-1")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Entra ID with Kubernetes RBAC")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "450d2877-ebea-41e8-b00c-e286317d21bf",
                                    "Azure Kubernetes Service Clusters should enable Microsoft Entra ID integration")
                            .references(Catalog.CIS_AKS, "5.5.1")
                            .references(Catalog.AKS_DOCS, "entra-id-control-plane-authentication", "concepts-identity"),
                    that(AAD_MANAGED, isTrue()),
                    that(AAD_CLIENT_APP, isAbsent()),
                    that(AAD_SERVER_APP, isAbsent())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/kubernetes-rbac-enabled",
                                    CRITICAL,
                                    "Kubernetes RBAC must be enabled",
                                    "create the cluster with Kubernetes RBAC")
                            .in(RECOMMENDED, TALK)
                            .references(Catalog.PSRULE, "Azure.AKS.UseRBAC")
                            .references(Catalog.MCSB, "PA-7")
                            .references(
                                    Catalog.DEFENDER, "Role-Based Access Control should be used on Kubernetes Services")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Disable local accounts")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "ac4a19c2-fa67-49b4-8ae5-0b2e78c49457",
                                    "Role-Based Access Control (RBAC) should be used on Kubernetes Services")
                            .references(Catalog.AKS_DOCS, "concepts-identity")
                            .references(Catalog.CHECKOV, "CKV_AZURE_5")
                            .references(Catalog.TRIVY, "AZU-0042"),
                    that(ENABLE_RBAC, isNotFalse())),
            cluster(
                    PolicyInfo.of("cluster/private", HIGH, "The API server must be private", "make the cluster private")
                            .parameters(ACCEPT_RANGES)
                            .in(TALK, CIS)
                            .references(Catalog.MCSB, "NS-2")
                            .references(
                                    Catalog.DEFENDER,
                                    "Kubernetes API server should be configured with restricted access")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private AKS cluster")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "040732e8-d947-40b8-95d6-854c95024bf8",
                                    "Azure Kubernetes Service Private Clusters should be enabled")
                            .references(Catalog.CIS_AKS, "5.4.2")
                            .references(
                                    Catalog.AKS_DOCS, "private-clusters", "private-apiserver-vnet-integration-cluster")
                            .references(Catalog.CHECKOV, "CKV_AZURE_115")
                            .references(Catalog.TRIVY, "AZU-0065"),
                    that(
                            PRIVATE_CLUSTER,
                            isTrue(),
                            (cluster, judgement) -> !judgement.get(ACCEPT_RANGES)
                                    || !cluster.get(AUTHORIZED_IP_RANGES).isWritten())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/private-public-fqdn-disabled",
                                    MEDIUM,
                                    "Private clusters should not publish a public FQDN",
                                    "disable the public FQDN of the private cluster")
                            .in(TALK, CIS)
                            .references(Catalog.MCSB, "NS-2")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private AKS cluster")
                            .references(Catalog.CIS_AKS, "5.4.2")
                            .references(Catalog.AKS_DOCS, "private-clusters"),
                    that(PUBLIC_FQDN, isNotTrue(), (cluster, judgement) -> cluster.isPrivate())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/api-server-vnet-integration",
                                    LOW,
                                    "API server VNet integration",
                                    "enable API server VNet integration")
                            .in(HARDENED)
                            .references(
                                    Catalog.AKS_DOCS,
                                    "api-server-vnet-integration",
                                    "private-apiserver-vnet-integration-cluster"),
                    that(VNET_INTEGRATION, isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/run-command-disabled",
                                    MEDIUM,
                                    "Command invoke (run command) must be disabled or restricted",
                                    "disable the run command")
                            .in(HARDENED)
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "89f2d532-c53c-4f8f-9afa-4927b1114a0d",
                                    "Azure Kubernetes Service Clusters should disable Command Invoke")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "1b708b0a-3380-40e9-8b79-821f9fa224cc",
                                    "Disable Command Invoke on Azure Kubernetes Service clusters")
                            .references(Catalog.AKS_DOCS, "access-private-cluster"),
                    that(DISABLE_RUN_COMMAND, isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/pod-identity-disabled",
                                    HIGH,
                                    "AAD pod identity must be disabled",
                                    "disable AAD pod identity and use workload identity")
                            .in(RECOMMENDED, TALK)
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Entra Workload Identity")
                            .references(Catalog.AKS_DOCS, "use-azure-ad-pod-identity"),
                    that(POD_IDENTITY, isNotTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/no-inline-credentials",
                                    CRITICAL,
                                    "No credentials in cluster definitions",
                                    "take the value from Key Vault or a secure parameter")
                            .in(RECOMMENDED, TALK)
                            .references(Catalog.MCSB, "IM-8")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "No token in the kubeconfig")
                            .references(Catalog.AKS_DOCS, "managed-identity-overview"),
                    literal(SERVICE_PRINCIPAL_SECRET),
                    literal(WINDOWS_PASSWORD),
                    literal(AAD_SERVER_SECRET)));

    private ClusterAccess() {}

    /** A value that a parameter or a vault gives is none of the definition's. */
    private static Demand<ManagedCluster> literal(AzureProperty secret) {
        return that(
                secret, isAbsent(), (cluster, judgement) -> cluster.get(secret).unresolved() == null);
    }
}
