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
 * @param labels what the pods must carry; empty where none is named
 * @param place the selector
 * @param selects whether it selects pods: that of an ExternalName means nothing
 */
public record ServiceSelector(ResourceId service, Map<String, String> labels, Place place, boolean selects) {
    /**
     * What two Services with the same pods have in common.
     *
     * @param namespace the effective namespace, or null when it is unknown
     */
    public record Pods(@Nullable String namespace, Map<String, String> labels) {}

    /** The facts of a resource: one for a Service, none for others. */
    public static List<ServiceSelector> of(Resource resource) {
        return Service.VIEW.in(resource).stream().map(ServiceSelector::of).toList();
    }

    private static ServiceSelector of(Service service) {
        Field selector = service.spec().get("selector");
        Map<String, String> labels = LabelSelector.labels(selector);
        return new ServiceSelector(
                service.resource().id(),
                labels,
                selector.place(),
                !labels.isEmpty() && !service.type().equals("ExternalName"));
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
