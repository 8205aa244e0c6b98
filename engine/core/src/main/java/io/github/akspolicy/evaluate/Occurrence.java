package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a finding occurs.
 *
 * @param release in which environment and release
 * @param resource in which resource
 * @param container the container it concerns, such as {@code init container migrate}, or null
 * @param fieldPath the field meant, with indexes; the empty string for the resource itself
 * @param written whether the field exists; when not, the origin is that of its nearest existing parent
 * @param origin the lines behind it
 * @param key what identifies it over time: policy, source, kind, name and field, without namespace, environment, line
 * @param fix the right answer that the policy knows, or null
 * @param steps the way that leads to it, over other lines; mostly empty
 * @param diagram the same way to be drawn, or null
 * @param yielding the keys of findings of narrower policies that this one reports with, by {@code Policy.yieldsTo}: they appear
 *     where this one is accepted and they are not
 */
public record Occurrence(
        ReleaseId release,
        ResourceId resource,
        @Nullable String container,
        String fieldPath,
        boolean written,
        Origin origin,
        String key,
        @Nullable Fix fix,
        List<LocatedStep> steps,
        @Nullable Diagram<LocatedStep> diagram,
        List<String> yielding)
        implements Serializable {
    /**
     * A step of the way that leads to a finding.
     *
     * @param message what happens here
     * @param at the line that makes it happen, or null when it is in no file
     */
    public record LocatedStep(String message, @Nullable SourceLocation at) implements Serializable {
        /** {@code the message   path:line}. */
        @Override
        public String toString() {
            return message + (at == null ? "" : "   " + at.path() + ":" + at.line());
        }
    }

    public Occurrence {
        steps = List.copyOf(steps);
        yielding = List.copyOf(yielding);
    }

    /** An occurrence that its line explains. */
    public Occurrence(
            ReleaseId release,
            ResourceId resource,
            @Nullable String container,
            String fieldPath,
            boolean written,
            Origin origin,
            String key,
            @Nullable Fix fix) {
        this(release, resource, container, fieldPath, written, origin, key, fix, List.of(), null, List.of());
    }

    /** An occurrence whose right answer a person must find. */
    public Occurrence(
            ReleaseId release,
            ResourceId resource,
            @Nullable String container,
            String fieldPath,
            boolean written,
            Origin origin,
            String key) {
        this(release, resource, container, fieldPath, written, origin, key, null);
    }

    /** The same with the keys of the findings that yield to it. */
    Occurrence withYielding(List<String> keys) {
        return keys.isEmpty()
                ? this
                : new Occurrence(
                        release, resource, container, fieldPath, written, origin, key, fix, steps, diagram, keys);
    }

    /** The occurrences that yield to this one, as far as keys and places go. */
    List<Occurrence> yielded() {
        return yielding.stream()
                .map(narrower -> new Occurrence(
                        release, resource, container, fieldPath, written, origin, narrower, null, steps, null,
                        List.of()))
                .toList();
    }

    /** {@code Deployment order-service, container order-service}. */
    public String subject() {
        return container == null ? resource.toString() : resource + ", " + container;
    }
}
