package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a NetworkPolicy, also one of Cilium.
 *
 * @param policy the object
 * @param selector the pods it applies to
 * @param effects what it does to them, for the directions that it isolates
 */
public record NetworkPolicy(ResourceId policy, LabelSelector selector, Map<Direction, Effect> effects) {
    /** The namespace that policies for the whole cluster are looked up by; no namespace has this name. */
    public static final String EVERY_NAMESPACE = "*";

    /** Which way traffic goes, seen from the pod. */
    public enum Direction {
        INGRESS("Ingress", "ingress", "from"),
        EGRESS("Egress", "egress", "to");

        private final String type;
        private final String rules;
        private final String peers;

        Direction(String type, String rules, String peers) {
            this.type = type;
            this.rules = rules;
            this.peers = peers;
        }

        /** The word of {@code policyTypes}. */
        public String type() {
            return type;
        }
    }

    /** What is left open of a direction that is isolated. */
    public enum Effect {
        NOTHING_ALLOWED,
        SOMETHING_ALLOWED,
        EVERYTHING_ALLOWED
    }

    /** The facts of a resource: one for a NetworkPolicy, one for each specification of a policy of Cilium. */
    public static List<NetworkPolicy> of(Resource resource) {
        Field spec = resource.root().get("spec");
        if (resource.is("networking.k8s.io", "NetworkPolicy") || resource.is("extensions", "NetworkPolicy")) {
            return List.of(new NetworkPolicy(resource.id(), LabelSelector.of(spec.get("podSelector")), effects(spec)));
        }
        if (!resource.is("cilium.io", "CiliumNetworkPolicy")
                && !resource.is("cilium.io", "CiliumClusterwideNetworkPolicy")) {
            return List.of();
        }
        var specs = new ArrayList<Field>(resource.root().get("specs").items());
        specs.add(spec);
        return specs.stream()
                // those with a nodeSelector apply to nodes
                .filter(each -> each.get("endpointSelector").isPresent())
                .map(each -> new NetworkPolicy(
                        resource.id(),
                        LabelSelector.of(each.get("endpointSelector"), NetworkPolicy::withoutSource),
                        ciliumEffects(each)))
                .toList();
    }

    /** Cilium writes where a label comes from in front of it. */
    private static String withoutSource(String key) {
        return key.startsWith("k8s:") || key.startsWith("any:") ? key.substring("k8s:".length()) : key;
    }

    /** What the policy is looked up by: its namespace. */
    public String scope() {
        if (policy.kind().equals("CiliumClusterwideNetworkPolicy")) {
            return EVERY_NAMESPACE;
        }
        return scope(policy.namespace());
    }

    /** What the policies of a namespace are looked up by, also where it is unknown. */
    public static String scope(@Nullable String namespace) {
        return namespace == null ? "" : namespace;
    }

    /** Without {@code policyTypes}: Ingress always, Egress when there is a rule for it (kubernetes, networking/v1 defaults). */
    private static Map<Direction, Effect> effects(Field spec) {
        List<String> types = spec.get("policyTypes").strings();
        Map<Direction, Effect> effects = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            List<Field> rules = spec.get(direction.rules).items();
            boolean isolated = types.isEmpty()
                    ? direction == Direction.INGRESS || !rules.isEmpty()
                    : types.contains(direction.type);
            if (isolated) {
                boolean open = rules.stream()
                        .anyMatch(rule -> rule.get(direction.peers).items().isEmpty()
                                && rule.get("ports").items().isEmpty());
                effects.put(direction, effect(rules.isEmpty(), open));
            }
        }
        return effects;
    }

    /** In Cilium an empty rule allows nothing; what names the entity {@code all} allows everything. */
    private static Map<Direction, Effect> ciliumEffects(Field spec) {
        Map<Direction, Effect> effects = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            Field rules = spec.get(direction.rules);
            boolean isolated =
                    rules.isPresent() || spec.get(direction.rules + "Deny").isPresent();
            if (isolated && !spec.at("enableDefaultDeny", direction.rules).isFalse()) {
                boolean open = rules.items().stream()
                        .anyMatch(rule ->
                                rule.get(direction.peers + "Entities").strings().contains("all")
                                        && rule.get("toPorts").items().isEmpty());
                boolean nothing =
                        rules.items().stream().allMatch(rule -> rule.fields().isEmpty());
                effects.put(direction, effect(nothing, open));
            }
        }
        return effects;
    }

    private static Effect effect(boolean nothing, boolean everything) {
        return nothing ? Effect.NOTHING_ALLOWED : everything ? Effect.EVERYTHING_ALLOWED : Effect.SOMETHING_ALLOWED;
    }

    /** Whether it isolates pods with these labels in a direction. */
    public boolean isolates(Map<String, String> labels, Direction direction) {
        return effects.containsKey(direction) && selector.matches(labels);
    }

    /** Whether it allows everything in a direction: it isolates on paper only. */
    public boolean isOpen(Direction direction) {
        return effects.get(direction) == Effect.EVERYTHING_ALLOWED;
    }

    /** Whether it denies a direction to all pods of its namespace, so that others must allow what is needed. */
    public boolean deniesByDefault(Direction direction) {
        return selector.selectsAll() && effects.get(direction) == Effect.NOTHING_ALLOWED;
    }
}
