package io.github.akspolicy.template.value;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a piece of text.
 *
 * @param sources the values that it came from
 * @param site what wrote it; null while nothing has: text of a value
 */
public record Mark(Sources sources, @Nullable Site site) {
    /** Text that nothing is known of. */
    public static final Mark NONE = new Mark(Sources.NONE, null);

    /** The same with further sources. */
    public Mark and(Sources others) {
        Sources both = sources.and(others);
        return both == sources ? this : new Mark(both, site);
    }

    /** The same, written at a site unless another one has written it before. */
    public Mark at(Site writer) {
        return site == null ? new Mark(sources, writer) : this;
    }
}
