package io.github.akspolicy.configuration;

import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release with what the configuration says of it.
 *
 * @param kind {@code chart}, {@code manifests}, {@code cluster} or {@code kubeconfig}
 * @param at the entry of {@code sources}, or null without configuration file
 * @param details its values files and settings in the order in which they apply, for {@code explain-config}
 */
record PlannedRelease(
        Release release, String kind, @Nullable SourceLocation at, List<Detail> details) {
    /**
     * Something that shapes a release.
     *
     * @param name what it is, such as a namespace
     * @param value holds nothing that could be secret
     * @param from what says so
     */
    record Detail(String name, String value, String from) {}

    /** The same with another release. */
    PlannedRelease with(Release other) {
        return new PlannedRelease(other, kind, at, details);
    }

    /** The release that another environment repeats, or this one. */
    Release original() {
        return release instanceof RepeatedRelease repeated ? repeated.release() : release;
    }

    ReleaseId id() {
        return release.id();
    }

    String environment() {
        return release.id().environment();
    }
}
