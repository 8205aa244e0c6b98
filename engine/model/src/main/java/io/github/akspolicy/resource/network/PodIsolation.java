package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a pod or pod template to judge which network policies apply to it.
 *
 * @param namespace the effective namespace, or null when it is unknown
 * @param labels its labels, and its namespace under the key that Cilium knows it by
 * @param place where its labels are, or would be
 * @param containers its containers
 */
public record PodIsolation(
        @Nullable String namespace, Map<String, String> labels, Place place, List<ContainerId> containers)
        implements Isolation, ContainerScope.Fact {
    private static final String NAMESPACE_LABEL = "io.kubernetes.pod.namespace";

    /** The facts of a resource: one for each pod that has a network of its own. */
    public static List<PodIsolation> of(Resource resource) {
        return Pod.VIEW.in(resource).stream()
                // no network policy applies to the network of the node
                .filter(pod -> !pod.spec().get("hostNetwork").isTrue())
                .map(PodIsolation::of)
                .toList();
    }

    private static PodIsolation of(Pod pod) {
        String namespace = pod.resource().namespace();
        Map<String, String> labels = new LinkedHashMap<>(LabelSelector.labels(pod.labels()));
        if (namespace != null) {
            labels.put(NAMESPACE_LABEL, namespace);
        }
        return new PodIsolation(
                namespace,
                // a third of the memory of a map that keeps an order
                Map.copyOf(labels),
                pod.labels().place(),
                pod.containerIds());
    }
}
