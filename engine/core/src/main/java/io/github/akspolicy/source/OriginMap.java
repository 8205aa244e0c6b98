package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;

/** Leads from places of one {@link ManifestFile} to the lines that a person edits. */
@FunctionalInterface
public interface OriginMap {
    /**
     * The origin of a place.
     *
     * @param place in lines of the manifest file's text
     * @param resource the resource that holds the place
     */
    Origin locate(Place place, Resource resource);

    /** The map of a file that is deployed as it stands: every place is its own origin. */
    static OriginMap identity(String path, SourceLocation.Role role) {
        return (place, resource) -> Origin.of(
                new SourceLocation(path, place.key().line(), place.key().column(), role));
    }
}
