package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Place;

/** Leads from places of one {@link ManifestFile} to the lines that a person edits. */
@FunctionalInterface
public interface OriginMap {
    /**
     * The origin of a place. It may be asked after the document is gone: nothing but the place is needed.
     *
     * @param place in lines of the manifest file's text
     */
    Origin locate(Place place);

    /** Whether the value of a place is another at every render, as a random password is: no line holds it. */
    default boolean isGenerated(Place place) {
        return false;
    }

    /** The map of a file that is deployed as it stands: every place is its own origin. */
    static OriginMap identity(String path, SourceLocation.Role role) {
        return place -> Origin.of(
                new SourceLocation(path, place.key().line(), place.key().column(), role));
    }
}
