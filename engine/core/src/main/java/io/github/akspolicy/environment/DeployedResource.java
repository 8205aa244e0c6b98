package io.github.akspolicy.environment;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;

/**
 * A resource of an environment that knows the lines behind it.
 *
 * @param resource the object
 * @param release the release that brings it
 * @param origins leads from its fields to lines to edit
 */
public record DeployedResource(Resource resource, ReleaseId release, OriginMap origins) {
    public ResourceId id() {
        return resource.id();
    }

    /** All readings of a view; empty when the resource has none. */
    public <V> List<V> views(ViewType<V> view) {
        return view.in(resource);
    }

    /** A field of the object, such as {@code field("spec", "replicas")}; it may be absent. */
    public Field field(String... path) {
        return resource.root().at(path);
    }

    /** The lines behind a field of this resource; of an absent one those of its nearest written parent. */
    public Origin origin(Field field) {
        return origin(field.place());
    }

    /** The lines behind a place in this resource. */
    public Origin origin(Place place) {
        return origins.locate(place);
    }

    /** {@code Deployment order-service in store}. */
    @Override
    public String toString() {
        return resource.namespace() == null ? id().toString() : id() + " in " + resource.namespace();
    }
}
