package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of the pods that a Service sends to.
 *
 * @param service the Service
 * @param labels what the pods must carry; not empty
 * @param place the selector
 */
public record ServiceSelector(ResourceId service, Map<String, String> labels, Place place) {
    /**
     * What two Services with the same pods have in common.
     *
     * @param namespace the effective namespace, or null when it is unknown
     */
    public record Pods(@Nullable String namespace, Map<String, String> labels) {}

    /** The facts of a resource: one for a Service with a selector that counts, none for others. */
    public static List<ServiceSelector> of(Resource resource) {
        return Service.VIEW.in(resource).stream()
                // the selector of an ExternalName means nothing
                .filter(service -> !service.type().equals("ExternalName"))
                .map(service -> of(resource, service.spec().get("selector")))
                .filter(selector -> !selector.labels.isEmpty())
                .toList();
    }

    private static ServiceSelector of(Resource resource, Field selector) {
        return new ServiceSelector(resource.id(), LabelSelector.labels(selector), selector.place());
    }

    /** The pods it selects. */
    public Pods pods() {
        return new Pods(service.namespace(), labels);
    }

    /** Whether every pod of one of the two is a pod of the other, as far as selectors tell. */
    public boolean includesOrIsIncluded(ServiceSelector other) {
        return labels.entrySet().containsAll(other.labels.entrySet())
                || other.labels.entrySet().containsAll(labels.entrySet());
    }
}
