package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.network.Isolation;
import io.github.akspolicy.resource.network.NetworkPolicy;
import io.github.akspolicy.resource.network.NetworkPolicy.Direction;
import io.github.akspolicy.resource.network.PodIsolation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A pod that no network policy selects takes traffic from every pod of the cluster. */
final class PodsMustBeSelectedByNetworkPolicies extends BuiltInEnvironmentPolicy<Isolation> {
    private static final Kinds POLICY_KINDS = NetworkPolicy.KINDS.or(AzureResource.KINDS);

    private static final Index<String, Isolation> PODS_AND_POLICIES =
            new Index<>("pods and network policies", Kinds.PODS.or(POLICY_KINDS), Isolation::of, fact -> "");
    /** No namespace has this name. */
    private static final String ANY_NAMESPACE = "?";

    /** By namespace, or by none, each with the first label that they select by; those that select by none without. */
    private static final Index<Selection, NetworkPolicy> POLICIES = Index.byKeys(
            "network policies",
            POLICY_KINDS,
            resource -> Isolation.of(resource).stream()
                    .filter(NetworkPolicy.class::isInstance)
                    .map(NetworkPolicy.class::cast)
                    .toList(),
            policy ->
                    List.of(new Selection(policy.scope(), first(policy)), new Selection(ANY_NAMESPACE, first(policy))));

    private record Selection(String scope, Optional<Map.Entry<String, String>> label) {}

    private static final Parameter<Set<String>> DIRECTIONS = Parameter.choices(
            "requiredDirections",
            Stream.of(Direction.values()).map(Direction::type).toList(),
            Set.of(Direction.INGRESS.type()),
            "the directions that must be isolated");
    private static final Parameter<Boolean> DEFAULT_DENY = Parameter.flag(
            "requireDefaultDeny",
            false,
            "whether the namespace needs a policy that selects every pod and allows nothing in these directions");

    // not in recommended: the owner of the namespace often brings them, not the chart
    PodsMustBeSelectedByNetworkPolicies() {
        super(
                PODS_AND_POLICIES,
                Set.of(POLICIES),
                policy("network/network-policy-present", MEDIUM, "Pods must be selected by a NetworkPolicy")
                        .fix("add a NetworkPolicy whose podSelector matches the labels of the pod")
                        .parameters(DIRECTIONS, DEFAULT_DENY)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Isolation fact, Indexes indexes, Judgement judgement) {
        if (fact instanceof PodIsolation pod) {
            judge(pod, indexes, judgement);
        } else if (fact instanceof NetworkPolicy policy) {
            policy.effects().forEach((direction, effect) -> {
                for (Place rule : effect.open()) {
                    judgement.add(Observation.violation(
                                    rule, "the rule allows everything: pods are isolated on paper", direction.type())
                            .withSeverity(LOW));
                }
            });
        }
    }

    private static void judge(PodIsolation pod, Indexes indexes, Judgement judgement) {
        List<NetworkPolicy> candidates = Stream.of(NetworkPolicy.scope(pod.namespace()), NetworkPolicy.EVERY_NAMESPACE)
                .flatMap(scope -> candidates(pod, scope, indexes))
                .toList();
        for (Direction direction : Direction.values()) {
            if (judgement.get(DIRECTIONS).contains(direction.type())) {
                judge(pod, direction, candidates, indexes, judgement);
            }
        }
    }

    private static void judge(
            PodIsolation pod,
            Direction direction,
            List<NetworkPolicy> candidates,
            Indexes indexes,
            Judgement judgement) {
        String type = direction.type();
        boolean isolated = candidates.stream().anyMatch(policy -> policy.isolates(pod.labels(), direction));
        if (!isolated && isPerhapsSelected(pod, direction, indexes)) {
            judgement.unknown(
                    pod.place(),
                    InputKind.NAMESPACES,
                    "whether a NetworkPolicy of its namespace selects the pod is not known: the namespace is not");
        } else if (!isolated) {
            judgement.add(
                    Observation.violation(pod.place(), "no NetworkPolicy for " + type + " selects the pod", type));
        }
        if (judgement.get(DEFAULT_DENY) && candidates.stream().noneMatch(policy -> policy.deniesByDefault(direction))) {
            judgement.add(Observation.violation(
                    pod.place(),
                    "no NetworkPolicy of the namespace denies " + type + " by default",
                    type + " default"));
        }
    }

    private static boolean isPerhapsSelected(PodIsolation pod, Direction direction, Indexes indexes) {
        return pod.namespace() == null
                && candidates(pod, ANY_NAMESPACE, indexes).anyMatch(policy -> policy.isolates(pod.labels(), direction));
    }

    /** Those that may select the pod: all others select by a label that it does not have. */
    private static Stream<NetworkPolicy> candidates(PodIsolation pod, String scope, Indexes indexes) {
        return Stream.concat(
                        Stream.of(Optional.<Map.Entry<String, String>>empty()),
                        pod.labels().entrySet().stream()
                                .map(label -> Optional.of(Map.entry(label.getKey(), label.getValue()))))
                .flatMap(label -> indexes.get(POLICIES, new Selection(scope, label)).stream());
    }

    private static Optional<Map.Entry<String, String>> first(NetworkPolicy policy) {
        return policy.selector().matchLabels().entrySet().stream()
                .findFirst()
                .map(label -> Map.entry(label.getKey(), label.getValue()));
    }
}
