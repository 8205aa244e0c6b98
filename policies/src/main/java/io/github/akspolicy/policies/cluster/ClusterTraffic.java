package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.cluster;
import static io.github.akspolicy.policies.cluster.Requirement.hasNoCredentials;
import static io.github.akspolicy.policies.cluster.Requirement.is;
import static io.github.akspolicy.policies.cluster.Requirement.isAbsent;
import static io.github.akspolicy.policies.cluster.Requirement.isEmpty;
import static io.github.akspolicy.policies.cluster.Requirement.isNotFalse;
import static io.github.akspolicy.policies.cluster.Requirement.isOneOf;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What protects the traffic of pods and nodes. Each is one sentence: this property must be that. */
final class ClusterTraffic {
    private static final Parameter<List<String>> ENCRYPTIONS = Parameter.strings(
            "allowed", List.of("WireGuard", "mTLS"), "the encryptions that are right; mTLS is a preview");
    private static final Parameter<List<String>> POLICIES =
            Parameter.strings("allowed", List.of("FQDN", "L7"), "the advanced network policies that are right");

    public static final List<Policy> ALL = List.of(
            cluster(
                    PolicyInfo.of(
                                    "cluster/pod-traffic-encrypted",
                                    LOW,
                                    "Traffic between nodes should be encrypted",
                                    "encrypt the traffic of pods with WireGuard, which needs Azure CNI powered by Cilium")
                            .in(HARDENED)
                            .parameters(ENCRYPTIONS),
                    Demand.<ManagedCluster>that(
                                    TRANSIT_ENCRYPTION,
                                    isOneOf(ENCRYPTIONS),
                                    // sidecars of the mesh encrypt: network/mesh-mtls asks whether they must
                                    (cluster, judgement) -> !isMesh(cluster))
                            .mending(ClusterTraffic::encryption),
                    that(
                            NETWORK_DATAPLANE,
                            is("cilium"),
                            (cluster, judgement) -> isWritten(cluster, TRANSIT_ENCRYPTION)),
                    that(ADVANCED_NETWORKING, isTrue(), (cluster, judgement) -> isWritten(cluster, TRANSIT_ENCRYPTION)),
                    that(
                            ADVANCED_NETWORKING_SECURITY,
                            isNotFalse(),
                            (cluster, judgement) -> isWritten(cluster, TRANSIT_ENCRYPTION))),
            cluster(
                    PolicyInfo.of(
                                    "cluster/fqdn-policies",
                                    LOW,
                                    "Network policies should be able to name domains",
                                    "enable the security of Advanced Container Networking Services, which needs Azure CNI"
                                            + " powered by Cilium")
                            .in(HARDENED)
                            .parameters(POLICIES),
                    Demand.<ManagedCluster>that(ADVANCED_NETWORKING, isTrue()).mending(ClusterTraffic::services),
                    that(
                            ADVANCED_NETWORKING_SECURITY,
                            isNotFalse(),
                            (cluster, judgement) ->
                                    cluster.get(ADVANCED_NETWORKING).isTrue()),
                    that(
                            ADVANCED_NETWORK_POLICIES,
                            isOneOf(POLICIES),
                            (cluster, judgement) ->
                                    cluster.get(ADVANCED_NETWORKING).isTrue()),
                    that(
                            NETWORK_DATAPLANE,
                            is("cilium"),
                            (cluster, judgement) ->
                                    cluster.get(ADVANCED_NETWORKING).isTrue())),
            cluster(
                    PolicyInfo.of(
                                    "cluster/proxy-credentials",
                                    HIGH,
                                    "The address of a proxy must not hold credentials",
                                    "let the proxy know the nodes by their network, and leave user and password out")
                            .in(HARDENED),
                    literal(HTTP_PROXY),
                    literal(HTTPS_PROXY)),
            cluster(
                    PolicyInfo.of(
                            "cluster/custom-ca-trust",
                            INFO,
                            "Nodes should trust no other certificate authorities",
                            "remove the certificates, or accept that their holders can speak for every server"),
                    that(CUSTOM_CA, isEmpty()),
                    that(PROXY_CA, isAbsent())));

    private ClusterTraffic() {}

    /** What a parameter gives is none of the definition's. */
    private static Demand<ManagedCluster> literal(AzureProperty address) {
        return that(
                address,
                hasNoCredentials(),
                (cluster, judgement) -> cluster.get(address).unresolved() == null);
    }

    private static boolean isMesh(ManagedCluster cluster) {
        return cluster.get(SERVICE_MESH).is("Istio");
    }

    private static boolean isWritten(ManagedCluster cluster, AzureProperty property) {
        Setting setting = cluster.get(property);
        return setting.isWritten() && !setting.is("None");
    }

    /** Azure refuses policies with names without Cilium. */
    private static @Nullable Object services(ManagedCluster cluster, Judgement judgement) {
        return cluster.get(NETWORK_DATAPLANE).is("cilium") ? true : null;
    }

    /** Only Cilium can encrypt; with another data plane that comes first. */
    private static @Nullable Object encryption(ManagedCluster cluster, Judgement judgement) {
        return cluster.get(NETWORK_DATAPLANE).is("cilium")
                ? judgement.get(ENCRYPTIONS).stream().findFirst().orElse(null)
                : null;
    }
}
