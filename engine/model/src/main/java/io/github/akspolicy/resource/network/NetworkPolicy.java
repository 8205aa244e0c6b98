package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.ManagedNamespace;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a NetworkPolicy, also one of Cilium.
 *
 * @param policy the object
 * @param selector the pods it applies to
 * @param effects what it does to them, for the directions that it isolates
 */
public record NetworkPolicy(ResourceId policy, LabelSelector selector, Map<Direction, Effect> effects)
        implements Isolation {
    /** The namespace that policies for the whole cluster are looked up by; no namespace has this name. */
    public static final String EVERY_NAMESPACE = "*";

    /** The kinds of network policies. */
    public static final Kinds KINDS = Kinds.of("networking.k8s.io", "NetworkPolicy")
            .or(Kinds.of("cilium.io", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"));

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

    /**
     * What is left open of a direction that is isolated.
     *
     * @param allowsNothing whether no rule allows anything
     * @param open the rules that allow everything
     */
    public record Effect(boolean allowsNothing, List<Place> open) {}

    /** The facts of a resource: one for a NetworkPolicy, one for each specification of a policy of Cilium. */
    public static List<NetworkPolicy> of(Resource resource) {
        Field spec = resource.root().get("spec");
        // one of the removed group extensions isolates nothing: the API server refuses it
        if (resource.is("networking.k8s.io", "NetworkPolicy")) {
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

    /**
     * The network policy that AKS keeps in a managed namespace, for all of its pods. Empty where the definition writes none, or
     * the name of the namespace is known only at deployment.
     */
    public static List<NetworkPolicy> of(ManagedNamespace managed) {
        String namespace = managed.azureName();
        Map<Direction, Effect> effects = new EnumMap<>(Direction.class);
        addEffect(Direction.INGRESS, managed.get(ManagedNamespace.INGRESS), effects);
        addEffect(Direction.EGRESS, managed.get(ManagedNamespace.EGRESS), effects);
        if (namespace == null || effects.isEmpty()) {
            return List.of();
        }
        var id = new ResourceId("networking.k8s.io/v1", "NetworkPolicy", namespace, "default");
        return List.of(new NetworkPolicy(id, LabelSelector.EVERYTHING, effects));
    }

    /** Each of the three words selects all pods: also one that is known only at deployment. */
    private static void addEffect(Direction direction, Setting policy, Map<Direction, Effect> effects) {
        if (policy.isWritten()) {
            List<Place> open = policy.is("AllowAll") ? List.of(policy.place()) : List.of();
            effects.put(direction, new Effect(policy.is("DenyAll"), open));
        }
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
                effects.put(
                        direction,
                        new Effect(
                                rules.isEmpty(),
                                places(rules, rule -> isEmpty(rule, direction.peers) && isEmpty(rule, "ports"))));
            }
        }
        return effects;
    }

    /** In Cilium an empty rule allows nothing; what names the entity {@code all} allows everything. */
    private static Map<Direction, Effect> ciliumEffects(Field spec) {
        Map<Direction, Effect> effects = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            List<Field> rules = spec.get(direction.rules).items();
            if (deniesByDefaultInCilium(spec, direction)) {
                effects.put(
                        direction,
                        new Effect(
                                rules.stream().allMatch(rule -> rule.fields().isEmpty()),
                                places(
                                        rules,
                                        rule -> rule.get(direction.peers + "Entities")
                                                        .strings()
                                                        .contains("all")
                                                && isEmpty(rule, "toPorts"))));
            }
        }
        return effects;
    }

    /**
     * Whether a specification of Cilium denies what it does not allow. Rules that deny do that, too, unless it says otherwise
     * (cilium/cilium, pkg/policy/api/rule_validation.go, {@code Rule.Sanitize}, read 2026-11-30).
     */
    public static boolean deniesByDefaultInCilium(Field spec, Direction direction) {
        Field written = spec.at("enableDefaultDeny", direction.rules);
        return written.isTrue()
                || !written.isFalse() && (!isEmpty(spec, direction.rules) || !isEmpty(spec, direction.rules + "Deny"));
    }

    private static boolean isEmpty(Field rule, String list) {
        return rule.get(list).items().isEmpty();
    }

    private static List<Place> places(List<Field> rules, Predicate<Field> open) {
        return rules.stream().filter(open).map(Field::place).toList();
    }

    /** Whether it isolates pods with these labels in a direction. */
    public boolean isolates(Map<String, String> labels, Direction direction) {
        return effects.containsKey(direction) && selector.matches(labels);
    }

    /** Whether it denies a direction to all pods of its namespace, so that others must allow what is needed. */
    public boolean deniesByDefault(Direction direction) {
        Effect effect = effects.get(direction);
        return selector.selectsAll() && effect != null && effect.allowsNothing();
    }
}
