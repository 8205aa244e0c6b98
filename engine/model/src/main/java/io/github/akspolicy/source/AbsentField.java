package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.ResourceId;

/**
 * A field that a rendered chart has not.
 *
 * @param file the {@link ManifestFile#path} of the file that would have it
 * @param resource the resource that would have it
 * @param ordinal which resource of that name in that file, counted from 0
 * @param place where it would be
 */
public record AbsentField(String file, ResourceId resource, int ordinal, Place place) {
    /** A field of the same resource. */
    public AbsentField at(Place other) {
        return new AbsentField(file, resource, ordinal, other);
    }
}
