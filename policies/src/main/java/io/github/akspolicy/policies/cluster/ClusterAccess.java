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
                            .in(RECOMMENDED),
                    that(DISABLE_LOCAL_ACCOUNTS, isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/entra-id-enabled",
                                    CRITICAL,
                                    "AKS-managed Entra ID integration must be enabled",
                                    "enable the managed Entra integration, which takes no client and server application")
                            .in(RECOMMENDED),
                    that(AAD_MANAGED, isTrue()),
                    that(AAD_CLIENT_APP, isAbsent()),
                    that(AAD_SERVER_APP, isAbsent())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/kubernetes-rbac-enabled",
                                    CRITICAL,
                                    "Kubernetes RBAC must be enabled",
                                    "create the cluster with Kubernetes RBAC")
                            .in(RECOMMENDED),
                    that(ENABLE_RBAC, isNotFalse())),
            cluster(
                    PolicyInfo.of("cluster/private", HIGH, "The API server must be private", "make the cluster private")
                            .parameters(ACCEPT_RANGES),
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
                            "disable the public FQDN of the private cluster"),
                    that(PUBLIC_FQDN, isNotTrue(), (cluster, judgement) -> cluster.isPrivate())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/api-server-vnet-integration",
                                    LOW,
                                    "API server VNet integration",
                                    "enable API server VNet integration")
                            .in(HARDENED),
                    that(VNET_INTEGRATION, isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/run-command-disabled",
                                    MEDIUM,
                                    "Command invoke (run command) must be disabled or restricted",
                                    "disable the run command")
                            .in(HARDENED),
                    that(DISABLE_RUN_COMMAND, isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/pod-identity-disabled",
                                    HIGH,
                                    "AAD pod identity must be disabled",
                                    "disable AAD pod identity and use workload identity")
                            .in(RECOMMENDED),
                    that(POD_IDENTITY, isNotTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/no-inline-credentials",
                                    CRITICAL,
                                    "No credentials in cluster definitions",
                                    "take the value from Key Vault or a secure parameter")
                            .in(RECOMMENDED),
                    literal(SERVICE_PRINCIPAL_SECRET),
                    literal(WINDOWS_PASSWORD),
                    literal(AAD_SERVER_SECRET)));

    private ClusterAccess() {}

    /** A value that a parameter or a vault gives is none of the definition's, and an empty one is no secret. */
    private static Demand<ManagedCluster> literal(AzureProperty secret) {
        return that(
                secret,
                isAbsent(),
                (cluster, judgement) -> cluster.get(secret).unresolved() == null
                        && !"".equals(cluster.get(secret).text()));
    }
}
