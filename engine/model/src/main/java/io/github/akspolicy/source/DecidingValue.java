package io.github.akspolicy.source;

import io.github.akspolicy.manifest.FieldPath;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that makes an absent field appear when it is set, as a render has shown.
 *
 * @param key the key in the values of the chart that is rendered, in the notation of {@code --set}: {@code
 *     podSecurityContext.runAsNonRoot}
 * @param at the line that sets the key, or removes it; when none does, the line of the nearest block around it; null where
 *     the user's files hold no such block
 * @param missing the last keys of {@code key}, which the line does not have yet; empty when it sets the key itself
 * @param isTopLevel whether the file at {@code at} has no block around the key at all, so that the line is the file's first
 * @param switchTo what to set the key to where it only turns the field on, such as {@code true}, or the mapping or list that the
 *     line replaced; null where the key takes the value of the field, or has to go
 * @param wholeList whether the field is one of an item of a list that none of the user's files has: {@code key} is that list, which
 *     has to be written with all of its items, since values replace a list and do not merge it
 * @param tookAway whether the line took the field away: without it, weaker values files make it appear
 * @param instead the places of other fields that it makes appear in place of the absent one, as settings of containers stand
 *     for that of their pod; empty where it makes the field itself appear
 * @param alsoSet other values that have to be set with it, without which the field does not appear; empty where it suffices alone
 * @param related other lines that set the key or a block around it and lost, the strongest first, and those of {@code alsoSet}
 */
public record DecidingValue(
        String key,
        @Nullable SourceLocation at,
        List<String> missing,
        boolean isTopLevel,
        @Nullable Object switchTo,
        boolean wholeList,
        boolean tookAway,
        List<FieldPath> instead,
        List<AlsoSet> alsoSet,
        List<SourceLocation> related)
        implements Serializable {
    /**
     * A value that is needed beside another one.
     *
     * @param key the key in the values of the chart that is rendered, in the notation of {@code --set}
     * @param to what to set it to; null for anything that is not empty
     */
    public record AlsoSet(String key, @Nullable Object to) implements Serializable {
        /** Whether what to set it to can be told: a text is one of a template, which may be anything. */
        public boolean isTold() {
            return to instanceof Boolean || to instanceof Number;
        }

        /** As values have it: {@code ingress.enabled: true}, or the key alone. */
        @Override
        public String toString() {
            return isTold() ? key + ": " + to : key;
        }
    }

    public DecidingValue {
        missing = List.copyOf(missing);
        instead = List.copyOf(instead);
        alsoSet = List.copyOf(alsoSet);
        related = List.copyOf(related);
    }

    /** A value that makes a field itself appear. */
    public DecidingValue(
            String key,
            @Nullable SourceLocation at,
            List<String> missing,
            boolean isTopLevel,
            @Nullable Object switchTo,
            boolean wholeList,
            boolean tookAway,
            List<SourceLocation> related) {
        this(key, at, missing, isTopLevel, switchTo, wholeList, tookAway, List.of(), List.of(), related);
    }

    /** The same for an absent field that the fields at other places stand for. */
    public DecidingValue insteadAt(List<FieldPath> places) {
        return new DecidingValue(key, at, missing, isTopLevel, switchTo, wholeList, tookAway, places, alsoSet, related);
    }
}
