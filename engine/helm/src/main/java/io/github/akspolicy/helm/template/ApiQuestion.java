package io.github.akspolicy.helm.template;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A template's question {@code .Capabilities.APIVersions.Has}.
 *
 * @param version what it asks for
 * @param when the versions that must be there, or it is not asked: it stands in a block on them
 * @param unless those that must not be there: it stands behind an {@code else} of a block on them
 */
public record ApiQuestion(String version, Set<String> when, Set<String> unless) {
    public ApiQuestion {
        when = Set.copyOf(when);
        unless = Set.copyOf(unless);
    }

    /** Whether two lists of versions may lead to different texts here. */
    public boolean tellsApart(Predicate<String> one, Predicate<String> other) {
        return one.test(version) != other.test(version)
                && when.stream().allMatch(one.or(other))
                && unless.stream().noneMatch(one.and(other));
    }
}
