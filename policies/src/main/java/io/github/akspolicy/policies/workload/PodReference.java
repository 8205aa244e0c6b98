package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.network.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Service, a NetworkPolicy or an autoscaler says about the pods that it is for.
 *
 * @param namespace the effective namespace, or null when it is unknown
 * @param selector the pods, or null where a workload is named
 * @param target the workload, or null where pods are selected
 * @param place the field that says so
 */
record PodReference(
        @Nullable String namespace,
        @Nullable LabelSelector selector,
        @Nullable WorkloadId target,
        Place place) {
    /** The kinds that have one. */
    static final Kinds KINDS = Service.VIEW
            .kinds()
            .or(Kinds.of("networking.k8s.io", "NetworkPolicy"))
            .or(Autoscaler.KINDS);

    /** Workloads of other kinds may be scaled, too, but are not known. */
    private static final Set<String> SCALED =
            Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");

    /** Labels that a controller gives to its pods, which no template has. */
    private static final List<String> GIVEN = List.of(
            "statefulset.kubernetes.io/",
            "apps.kubernetes.io/",
            "batch.kubernetes.io/",
            "job-name",
            "controller-uid",
            "pod-template-hash",
            "controller-revision-hash");

    /** The facts of a resource: one where it says which pods it is for, else none. */
    static List<PodReference> of(Resource resource) {
        Field spec = resource.root().get("spec");
        if (resource.is("", "Service")) {
            Field selector = spec.get("selector");
            return spec.get("type").stringOr("").equals("ExternalName")
                    ? List.of()
                    : selecting(resource, new LabelSelector(LabelSelector.labels(selector), List.of()), selector);
        }
        if (resource.is("networking.k8s.io", "NetworkPolicy")) {
            Field selector = spec.get("podSelector");
            return selecting(resource, LabelSelector.of(selector), selector);
        }
        return Autoscaler.of(resource).stream()
                .map(Autoscaler::target)
                .filter(target ->
                        SCALED.contains(target.kind()) && !target.name().isEmpty())
                .map(target -> new PodReference(
                        resource.namespace(),
                        null,
                        target,
                        spec.at("scaleTargetRef", "name").place()))
                .toList();
    }

    private static List<PodReference> selecting(Resource resource, LabelSelector selector, Field field) {
        Map<String, String> labels = new LinkedHashMap<>(selector.matchLabels());
        labels.keySet().removeIf(key -> GIVEN.stream().anyMatch(key::startsWith));
        var written = new LabelSelector(labels, selector.expressions());
        return written.selectsAll()
                ? List.of()
                : List.of(new PodReference(resource.namespace(), written, null, field.place()));
    }

    /** Whether a source of the environment holds what it means. */
    boolean leadsSomewhere(Indexes indexes) {
        return selector != null
                ? !Replicas.selected(namespace, selector, indexes).isEmpty()
                : target != null
                        && !indexes.get(WorkloadFacts.WORKLOADS, target).isEmpty();
    }
}
