package io.github.akspolicy.source;

import io.github.akspolicy.source.SourceLocation.Role;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rendered place comes from.
 *
 * @param primary the line that a person must edit
 * @param related the other frames: template lines from the innermost include outwards, then values files that supplied a
 *     part or were overridden; never contains the primary
 * @param valuesKeys the values keys that made the value, such as {@code image.tag}, the most telling first; empty when
 *     none did or it could not be told
 * @param approximate whether the lines are a best guess rather than proven; reports say so
 * @param chart the line of a dependency that made it, or null when a line of the chart itself or a values file did
 * @param decidedBy the value that makes the place appear, as a render has shown; null where the place is written, or where no
 *     such value was found
 */
public record Origin(
        SourceLocation primary,
        List<SourceLocation> related,
        List<String> valuesKeys,
        boolean approximate,
        @Nullable ChartLine chart,
        @Nullable DecidingValue decidedBy)
        implements Serializable {
    public Origin {
        related = List.copyOf(related);
        valuesKeys = List.copyOf(valuesKeys);
    }

    /** An origin that no render had to prove. */
    public Origin(
            SourceLocation primary,
            List<SourceLocation> related,
            List<String> valuesKeys,
            boolean approximate,
            @Nullable ChartLine chart) {
        this(primary, related, valuesKeys, approximate, chart, null);
    }

    /** An origin in no dependency. */
    public Origin(SourceLocation primary, List<SourceLocation> related, List<String> valuesKeys, boolean approximate) {
        this(primary, related, valuesKeys, approximate, null);
    }

    /**
     * Whether it lies in a chart of others, no value decides about it, and none seems to be able to: nobody here can mend it
     * but by another version. What only may lie there, since its lines are a guess, does not: a template of the repository can
     * write text that looks like that of another file.
     */
    public boolean isVendorDebt() {
        return chart != null
                && chart.vendor()
                && chart.reach() == ChartLine.Reach.NONE
                && valuesKeys.isEmpty()
                && !approximate;
    }

    /**
     * The origin of an absent field for which a render has shown the value that decides. The lines that were known before
     * become related.
     */
    public Origin decidedBy(DecidingValue value) {
        SourceLocation line = value.at() == null ? primary : value.at();
        var others = new LinkedHashSet<SourceLocation>();
        others.add(primary);
        others.addAll(related);
        others.addAll(value.related());
        others.remove(line);
        return new Origin(line, List.copyOf(others), List.of(value.key()), false, chart, value);
    }

    /**
     * The same with another reach of the repository.
     *
     * @throws IllegalStateException when it lies in no dependency
     */
    public Origin reachedBy(ChartLine.Reach reach) {
        if (chart == null) {
            throw new IllegalStateException(primary + " is in no dependency");
        }
        return new Origin(primary, related, valuesKeys, approximate, chart.reachedBy(reach), decidedBy);
    }

    /** The same with more frames behind the others. */
    public Origin relatedTo(List<SourceLocation> more) {
        if (more.isEmpty()) {
            return this;
        }
        var frames = new LinkedHashSet<>(related);
        frames.addAll(more);
        frames.remove(primary);
        return new Origin(primary, List.copyOf(frames), valuesKeys, approximate, chart, decidedBy);
    }

    /** The same where nothing proves that its values decide. */
    public Origin unproven() {
        return new Origin(primary, related, valuesKeys, true, chart, null);
    }

    /** The related template lines in reading order: from the file that is rendered to the innermost include. */
    public List<SourceLocation> includes() {
        var includes = new ArrayList<SourceLocation>();
        for (SourceLocation frame : related) {
            if (frame.role() == Role.TEMPLATE) {
                includes.add(0, frame);
            }
        }
        return includes;
    }

    /** An exact origin with nothing beside it. */
    public static Origin of(SourceLocation primary) {
        return new Origin(primary, List.of(), List.of(), false);
    }
}
