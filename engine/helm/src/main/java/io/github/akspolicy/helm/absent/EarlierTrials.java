package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.Mention;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.AbsentField;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What trials of a chart have found for one release, for the releases that follow: environments mostly differ in values that no
 * template asks for around the fields. What was found is tried again, all in one render, and what was not found is not looked for
 * again. Safe for several threads.
 */
public final class EarlierTrials {
    private final Map<Asked, Answer> answers = new HashMap<>();

    /** A field in any release. The namespace of its resource is that of the release. */
    private record Asked(
            ChartTwins twins,
            int revision,
            String file,
            ResourceId resource,
            int ordinal,
            FieldPath path,
            FieldPath nearest) {
        static Asked of(AbsentField field, ChartTwins twins, int revision) {
            ResourceId id = field.resource();
            return new Asked(
                    twins,
                    revision,
                    field.file(),
                    new ResourceId(id.apiVersion(), id.kind(), null, id.name()),
                    field.ordinal(),
                    field.place().path(),
                    field.place().nearest());
        }
    }

    /** A value that templates ask for around a field, and what it was. */
    private record Around(Mention mention, String value) {}

    private record Answer(Set<Around> around, @Nullable Claim claim) {}

    /**
     * What was found for the fields around which templates ask for the same, and find the same.
     *
     * @return null for a field for which nothing was found
     */
    synchronized Map<AbsentField, @Nullable Claim> found(
            Map<AbsentField, Set<Mention>> mentions, RenderedChart chart, ChartTwins twins, int revision) {
        Map<AbsentField, @Nullable Claim> found = new LinkedHashMap<>();
        mentions.forEach((field, around) -> {
            Answer answer = answers.get(Asked.of(field, twins, revision));
            if (answer != null && answer.around().equals(around(around, chart))) {
                found.put(field, answer.claim());
            }
        });
        return found;
    }

    /**
     * Keeps what was found. What values took away is looked for in each release, since each has its own.
     *
     * @param claims what was found for some of the fields
     */
    synchronized void add(
            Map<AbsentField, Set<Mention>> mentions,
            Map<AbsentField, Claim> claims,
            RenderedChart chart,
            ChartTwins twins,
            int revision) {
        mentions.forEach((field, around) -> {
            Claim claim = claims.get(field);
            if (claim == null || !claim.tookAway()) {
                answers.put(Asked.of(field, twins, revision), new Answer(around(around, chart), claim));
            }
        });
    }

    /** All values together are no value to try. */
    private static Set<Around> around(Set<Mention> mentions, RenderedChart chart) {
        Set<Around> around = new HashSet<>();
        for (Mention mention : mentions) {
            if (!mention.path().isEmpty()) {
                Object value = chart.value(mention.instance(), mention.path());
                around.add(new Around(mention, value == null ? "" : JsonValues.write(value)));
            }
        }
        return around;
    }
}
