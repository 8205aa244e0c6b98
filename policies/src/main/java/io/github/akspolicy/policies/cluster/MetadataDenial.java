package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.network.NetworkPolicy;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What network policies do to the way of pods to the metadata service, or that a namespace has pods.
 *
 * @param scope the namespace; {@link NetworkPolicy#EVERY_NAMESPACE} for all
 * @param policy the policy; those of Cilium need its engine
 */
record MetadataDenial(String scope, Effect effect, ResourceId policy) {
    /** What a policy does, or that it is a pod. */
    enum Effect {
        /** A pod. */
        POD,
        /** It denies all pods the address, whatever others allow. */
        DENIES,
        /** It denies all pods what no policy allows, and does not allow the address. */
        ISOLATES,
        /** It denies the address and, by that, all pods everything else. */
        CUTS_OFF,
        /** It allows the address. */
        ADMITS,
        /** It allows something. */
        ALLOWS
    }

    /**
     * What the policies that an engine enforces come to.
     *
     * @param everywhere whether the pods of the environment are denied the service
     * @param cutOff the policies that deny pods all else with it, by kind and name
     */
    record Sum(boolean everywhere, List<String> cutOff) {
        static final Sum NOTHING = new Sum(false, List.of());
    }

    /** 169.254.169.254, which no other service has. */
    private static final long ADDRESS = 0xA9FEA9FEL;

    /** The service answers here only. */
    private static final long PORT = 80;

    private static final int BITS = 32;

    static final Index<String, MetadataDenial> INDEX = new Index<>(
            "pods, and network policies that deny the metadata service",
            Kinds.PODS.or(NetworkPolicy.KINDS),
            MetadataDenial::of,
            MetadataDenial::scope);

    static final Derivation<Sum> BY_CILIUM = sum("with Cilium", fact -> true);

    static final Derivation<Sum> BY_OTHERS =
            sum("without Cilium", fact -> !fact.policy().group().equals("cilium.io"));

    private static Derivation<Sum> sum(String engine, Predicate<MetadataDenial> isEnforced) {
        return new Derivation<>(
                "whether the metadata service is denied " + engine,
                Set.of(INDEX),
                indexes -> sum(indexes.all(INDEX).stream().filter(isEnforced).toList()));
    }

    private static Sum sum(List<MetadataDenial> facts) {
        Map<String, Set<Effect>> effects = new HashMap<>();
        facts.forEach(fact -> effects.computeIfAbsent(fact.scope(), key -> EnumSet.noneOf(Effect.class))
                .add(fact.effect()));
        Set<Effect> cluster = effects.getOrDefault(NetworkPolicy.EVERY_NAMESPACE, EnumSet.noneOf(Effect.class));
        effects.values().forEach(each -> each.addAll(cluster));
        Set<String> pods = facts.stream()
                .filter(fact -> fact.effect() == Effect.POD)
                .map(MetadataDenial::scope)
                .collect(Collectors.toSet());
        // policies for the whole cluster count where no pods are in sight
        Set<String> scopes = pods.isEmpty() ? Set.of(NetworkPolicy.EVERY_NAMESPACE) : pods;
        boolean everywhere = scopes.stream()
                .map(scope -> effects.getOrDefault(scope, Set.of()))
                .allMatch(each -> each.contains(Effect.DENIES)
                        || each.contains(Effect.ISOLATES) && !each.contains(Effect.ADMITS));
        boolean isOpenEverywhere = scopes.stream()
                .allMatch(scope -> effects.getOrDefault(scope, Set.of()).contains(Effect.ALLOWS));
        List<String> cutOff = facts.stream()
                .filter(fact -> fact.effect() == Effect.CUTS_OFF)
                .filter(fact -> fact.scope().equals(NetworkPolicy.EVERY_NAMESPACE)
                        ? !isOpenEverywhere
                        : !effects.getOrDefault(fact.scope(), Set.of()).contains(Effect.ALLOWS))
                .map(fact -> fact.policy().kind() + " " + fact.policy().name())
                .sorted()
                .toList();
        return new Sum(everywhere, cutOff);
    }

    private static List<MetadataDenial> of(Resource resource) {
        Field spec = resource.root().get("spec");
        String namespace = NetworkPolicy.scope(resource.namespace());
        if (resource.is("networking.k8s.io", "NetworkPolicy")) {
            boolean selectsAll = LabelSelector.of(spec.get("podSelector")).selectsAll();
            return facts(resource, namespace, effects(selectsAll && isolates(spec), spec, MetadataDenial::admits));
        }
        if (!resource.is("cilium.io", "CiliumClusterwideNetworkPolicy")
                && !resource.is("cilium.io", "CiliumNetworkPolicy")) {
            return facts(resource, namespace, EnumSet.of(Effect.POD));
        }
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        Stream.concat(Stream.of(spec), resource.root().get("specs").items().stream())
                // those with a nodeSelector apply to nodes
                .filter(each -> each.get("endpointSelector").isPresent())
                .forEach(each -> effects.addAll(ofCilium(each)));
        return facts(
                resource,
                resource.kind().equals("CiliumNetworkPolicy") ? namespace : NetworkPolicy.EVERY_NAMESPACE,
                effects);
    }

    private static List<MetadataDenial> facts(Resource resource, String scope, Set<Effect> effects) {
        return effects.stream()
                .map(effect -> new MetadataDenial(scope, effect, resource.id()))
                .toList();
    }

    private static Set<Effect> effects(boolean isolatesAll, Field spec, Predicate<Field> admits) {
        List<Field> rules = spec.get("egress").items();
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        if (isolatesAll) {
            effects.add(Effect.ISOLATES);
        }
        if (rules.stream().anyMatch(admits)) {
            effects.remove(Effect.ISOLATES);
            effects.add(Effect.ADMITS);
        }
        if (!rules.isEmpty()) {
            effects.add(Effect.ALLOWS);
        }
        return effects;
    }

    private static Set<Effect> ofCilium(Field spec) {
        boolean selectsAll = LabelSelector.of(spec.get("endpointSelector")).selectsAll();
        boolean isDeniedByDefault = NetworkPolicy.deniesByDefaultInCilium(spec, NetworkPolicy.Direction.EGRESS);
        Set<Effect> effects = effects(selectsAll && isDeniedByDefault, spec, MetadataDenial::admitsInCilium);
        if (spec.get("egress").items().stream().allMatch(rule -> rule.fields().isEmpty())) {
            effects.remove(Effect.ALLOWS);
        }
        if (selectsAll && spec.get("egressDeny").items().stream().anyMatch(MetadataDenial::deniesInCilium)) {
            effects.add(Effect.DENIES);
            if (isDeniedByDefault && !effects.contains(Effect.ALLOWS)) {
                effects.add(Effect.CUTS_OFF);
            }
        }
        return effects;
    }

    private static boolean isolates(Field spec) {
        List<String> types = spec.get("policyTypes").strings();
        return types.isEmpty() ? !spec.get("egress").items().isEmpty() : types.contains("Egress");
    }

    /** A rule without peers admits everything; peers that are pods are never the metadata service. */
    private static boolean admits(Field rule) {
        List<Field> peers = rule.get("to").items();
        List<Field> ports = rule.get("ports").items();
        return (ports.isEmpty() || ports.stream().anyMatch(MetadataDenial::isPort))
                && (peers.isEmpty()
                        || peers.stream().map(peer -> peer.get("ipBlock")).anyMatch(block -> admits(block, "except")));
    }

    private static boolean admits(Field block, String exceptions) {
        return contains(block.get("cidr").stringOr(""))
                && block.get(exceptions).strings().stream().noneMatch(MetadataDenial::contains);
    }

    /** A name may be any port. */
    private static boolean isPort(Field port) {
        Long first = number(port.get("port"));
        Long last = number(port.get("endPort"));
        return !port.get("protocol").stringOr("TCP").equalsIgnoreCase("UDP")
                && (first == null || first <= PORT && PORT <= (last == null ? first : last));
    }

    private static @Nullable Long number(Field port) {
        String text = port.textOr("");
        return text.matches("\\d{1,5}") ? Long.valueOf(text) : null;
    }

    private static boolean admitsInCilium(Field rule) {
        List<Field> ports = rule.get("toPorts").items().stream()
                .flatMap(each -> each.get("ports").items().stream())
                .toList();
        boolean namesPeers = rule.fields().stream()
                .anyMatch(field -> field.key().startsWith("to") && !field.key().equals("toPorts"));
        return !rule.fields().isEmpty()
                && (ports.isEmpty() || ports.stream().anyMatch(MetadataDenial::isPort))
                && (!namesPeers
                        || rangesOfCilium(rule)
                        || rule.get("toEntities").strings().stream()
                                .anyMatch(Set.of("all", "world", "world-ipv4")::contains));
    }

    private static boolean rangesOfCilium(Field rule) {
        return rule.get("toCIDR").strings().stream().anyMatch(MetadataDenial::contains)
                || rule.get("toCIDRSet").items().stream().anyMatch(set -> admits(set, "except"));
    }

    private static boolean deniesInCilium(Field rule) {
        return rangesOfCilium(rule) && rule.get("toPorts").items().isEmpty();
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
