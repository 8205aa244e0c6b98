package io.github.akspolicy.conformance;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one case of others says and what we say.
 *
 * @param id names the case; unique within a run
 * @param check the rule that the case is about, in the words of its source
 * @param topic what totals are grouped by beside the source; not written
 * @param covered whether we have a rule for the check and could judge the case
 * @param expect what the source says
 * @param actual what we say, or null when the case is not covered
 * @param reason why it is not covered or where the difference comes from; empty when there is nothing to say
 */
public record Entry(
        String id,
        String check,
        String topic,
        boolean covered,
        String expect,
        @Nullable String actual,
        String reason) {

    /** A case that was judged. */
    public static Entry covered(String id, String check, String topic, String expect, String actual, String reason) {
        return new Entry(id, check, topic, true, expect, actual, reason);
    }

    /** A case that was not judged. */
    public static Entry uncovered(String id, String check, String topic, String expect, String reason) {
        return new Entry(id, check, topic, false, expect, null, reason);
    }

    /** The same case with another reason. */
    public Entry because(String other) {
        return new Entry(id, check, topic, covered, expect, actual, other);
    }

    /** Starts the reason of a disagreement that has been looked into and is meant. */
    public static final String KNOWN_DIFFERENCE = "known difference: ";

    /** Whether the case was judged as its source does. */
    public boolean agrees() {
        return covered && Objects.equals(expect, actual);
    }

    /** Whether the case was judged differently for a reason that nobody has looked into. */
    public boolean isUnexplained() {
        return covered && !agrees() && !reason.startsWith(KNOWN_DIFFERENCE);
    }

    /** The part of the check before the slash: who says so. */
    public String source() {
        int slash = check.indexOf('/');
        return slash < 0 ? check : check.substring(0, slash);
    }
}
