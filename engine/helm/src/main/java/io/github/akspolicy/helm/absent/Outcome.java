package io.github.akspolicy.helm.absent;

import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an execution.
 *
 * @param texts what the templates write, by Helm's names of them; null where the chart refuses its values, or it was given up
 * @param asked what they ask for
 * @param cause why it was given up where the chart does not refuse its values: a limit, or a defect of the executor; else null
 * @param refusal the chart's error, with the place in the template; null where it accepts its values
 */
record Outcome(
        @Nullable Map<String, Text> texts,
        Asked asked,
        @Nullable String cause,
        @Nullable String refusal) {
    /** What one template writes; null where the chart refuses its values. */
    @Nullable
    Text text(String file) {
        return texts == null ? null : texts.getOrDefault(file, Text.EMPTY);
    }

    /** Whether another execution ended at the same place, for the same reason. */
    boolean isRefusedLike(Outcome other) {
        return refusal != null && refusal.equals(other.refusal);
    }

    boolean isRefused() {
        return texts == null;
    }

    /** What templates do with values, so that they matter for a file. */
    Set<Use> uses(String file) {
        var uses = new LinkedHashSet<Use>();
        asked.reads().keySet().forEach(path -> uses.add(new Use(path, Use.Kind.ASKED)));
        add(asked.deciding(), Use.Kind.DECIDES, uses);
        Text text = text(file);
        if (text != null) {
            add(text.pieces().stream().map(piece -> piece.mark().sources()).toList(), Use.Kind.PRINTED, uses);
        }
        return uses;
    }

    /** Most of them are the same object: all lines of a condition have its sources. */
    private static void add(List<Sources> all, Use.Kind kind, Set<Use> uses) {
        Set<Sources> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Sources sources : all) {
            if (seen.add(sources)) {
                for (Source source : sources.all()) {
                    if (source instanceof Source.Setting setting) {
                        uses.add(new Use(setting.path(), kind));
                    } else if (source instanceof Source.Absent absent) {
                        uses.add(new Use(absent.path(), kind));
                    }
                }
            }
        }
    }

    /**
     * What a template does with a value.
     *
     * @param path the path of the value
     */
    record Use(String path, Kind kind) {
        /** How a value matters. */
        enum Kind {
            /** It is asked for, maybe only to hand it on. */
            ASKED,
            /** A condition, a loop or a choice goes by it. */
            DECIDES,
            /** It stands in what is written. */
            PRINTED
        }
    }
}
