package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod says to be kept apart from its own replicas.
 *
 * @param isDeclared whether it says anything of anti-affinity or topology spread constraints, whatever they are about
 * @param isEffective whether one of these rules is about the replicas themselves
 * @param elsewhere what a rule selects instead of them; null where there is no rule, or one is about them
 * @param place the field that would keep them apart
 */
record Spread(
        boolean isDeclared, boolean isEffective, @Nullable Place elsewhere, Place place) {
    static Spread of(Pod pod) {
        Field constraints = pod.spec().get("topologySpreadConstraints");
        Field antiAffinity = pod.spec().at("affinity", "podAntiAffinity");
        List<Field> rules = new ArrayList<>(constraints.items());
        rules.addAll(antiAffinity
                .get("requiredDuringSchedulingIgnoredDuringExecution")
                .items());
        antiAffinity
                .get("preferredDuringSchedulingIgnoredDuringExecution")
                .items()
                .forEach(preferred -> rules.add(preferred.get("podAffinityTerm")));
        Map<String, String> labels = LabelSelector.labels(pod.labels());
        boolean isEffective = rules.stream().anyMatch(rule -> isAbout(rule, labels, pod));
        return new Spread(
                antiAffinity.isPresent() || !constraints.items().isEmpty(),
                isEffective,
                isEffective || rules.isEmpty()
                        ? null
                        : rules.get(0).get("labelSelector").place(),
                constraints.place());
    }

    /**
     * A rule without selector selects no pod, one with an empty selector each. {@code matchLabelKeys} adds labels of the pod itself,
     * {@code mismatchLabelKeys} leaves those out that share them (Kubernetes API reference 1.34, PodAffinityTerm and
     * TopologySpreadConstraint).
     */
    private static boolean isAbout(Field rule, Map<String, String> labels, Pod pod) {
        Field selector = rule.get("labelSelector");
        List<String> namespaces = rule.get("namespaces").strings();
        String own = pod.resource().namespace();
        return selector.isPresent()
                && LabelSelector.of(selector).matches(labels)
                && rule.get("mismatchLabelKeys").strings().stream().noneMatch(labels::containsKey)
                && (namespaces.isEmpty()
                        || own == null
                        || namespaces.contains(own)
                        || rule.get("namespaceSelector").isPresent());
    }
}
