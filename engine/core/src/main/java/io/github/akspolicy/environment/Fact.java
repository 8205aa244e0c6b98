package io.github.akspolicy.environment;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.source.Origin;

/**
 * A fact of an index with the resource that it was read from.
 *
 * @param value the fact
 * @param resource where it was read
 */
public record Fact<F>(F value, DeployedResource resource) {
    /** The lines behind a place that the fact holds. */
    public Origin origin(Place place) {
        return resource.origin(place);
    }
}
