package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.network.NetworkPolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * That network policies deny pods the metadata service: one for the whole cluster, or one in every namespace that has pods.
 *
 * @param scope the namespace; {@link NetworkPolicy#EVERY_NAMESPACE} for all
 * @param denies whether it is a policy that denies the address, and not a pod
 */
record MetadataDenial(String scope, boolean denies) {
    /** 169.254.169.254, which no other service has. */
    private static final long ADDRESS = 0xA9FEA9FEL;

    private static final int BITS = 32;

    static final Index<String, MetadataDenial> INDEX = new Index<>(
            "pods, and network policies that deny the metadata service",
            Kinds.PODS.or(NetworkPolicy.KINDS),
            MetadataDenial::of,
            MetadataDenial::scope);

    /** Whether the pods of the environment are denied it. */
    static final Derivation<Boolean> EVERYWHERE =
            new Derivation<>("whether the metadata service is denied", Set.of(INDEX), MetadataDenial::isEverywhere);

    private static List<MetadataDenial> of(Resource resource) {
        Field spec = resource.root().get("spec");
        if (resource.is("networking.k8s.io", "NetworkPolicy")) {
            boolean denies = LabelSelector.of(spec.get("podSelector")).selectsAll() && isolates(spec) && !admits(spec);
            return denies ? List.of(new MetadataDenial(NetworkPolicy.scope(resource.namespace()), true)) : List.of();
        }
        if (resource.is("cilium.io", "CiliumClusterwideNetworkPolicy")
                || resource.is("cilium.io", "CiliumNetworkPolicy")) {
            String scope = resource.kind().equals("CiliumNetworkPolicy")
                    ? NetworkPolicy.scope(resource.namespace())
                    : NetworkPolicy.EVERY_NAMESPACE;
            return Stream.concat(Stream.of(spec), resource.root().get("specs").items().stream())
                            .anyMatch(MetadataDenial::deniesInCilium)
                    ? List.of(new MetadataDenial(scope, true))
                    : List.of();
        }
        return List.of(new MetadataDenial(NetworkPolicy.scope(resource.namespace()), false));
    }

    private static boolean isEverywhere(Indexes indexes) {
        List<MetadataDenial> all = indexes.all(INDEX);
        Set<String> denied = all.stream()
                .filter(MetadataDenial::denies)
                .map(MetadataDenial::scope)
                .collect(Collectors.toSet());
        Set<String> pods = all.stream()
                .filter(fact -> !fact.denies())
                .map(MetadataDenial::scope)
                .collect(Collectors.toSet());
        return denied.contains(NetworkPolicy.EVERY_NAMESPACE) || !pods.isEmpty() && denied.containsAll(pods);
    }

    private static boolean isolates(Field spec) {
        List<String> types = spec.get("policyTypes").strings();
        return types.isEmpty() ? !spec.get("egress").items().isEmpty() : types.contains("Egress");
    }

    /** A rule without peers admits everything; peers that are pods are never the metadata service. */
    private static boolean admits(Field spec) {
        return spec.get("egress").items().stream()
                .anyMatch(rule -> rule.get("to").items().isEmpty()
                        || rule.get("to").items().stream()
                                .map(peer -> peer.get("ipBlock"))
                                .anyMatch(block -> contains(block.get("cidr").stringOr(""))
                                        && block.get("except").strings().stream()
                                                .noneMatch(MetadataDenial::contains)));
    }

    private static boolean deniesInCilium(Field spec) {
        return spec.get("endpointSelector").isPresent()
                && LabelSelector.of(spec.get("endpointSelector")).selectsAll()
                && spec.get("egressDeny").items().stream()
                        .anyMatch(rule -> Stream.concat(
                                                rule.get("toCIDR").strings().stream(),
                                                rule.get("toCIDRSet").items().stream()
                                                        .map(set ->
                                                                set.get("cidr").stringOr("")))
                                        .anyMatch(MetadataDenial::contains)
                                && rule.get("toPorts").items().isEmpty());
    }

    /** Whether a range of IPv4 addresses contains that of the service. */
    private static boolean contains(String range) {
        if (!range.matches("(\\d{1,3}\\.){3}\\d{1,3}(/\\d{1,2})?")) {
            return false;
        }
        String[] parts = range.split("[./]");
        long address = 0;
        for (int i = 0; i < 4; i++) {
            address = address << 8 | Long.parseLong(parts[i]);
        }
        int prefix = parts.length > 4 ? Math.min(BITS, Integer.parseInt(parts[4])) : BITS;
        int rest = BITS - prefix;
        return address >> rest == ADDRESS >> rest;
    }
}
