package io.github.akspolicy.evaluate.marks;

import io.github.akspolicy.policy.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads marks. A comment marks its line; one that stands alone marks the next line that is not such a comment:
 *
 * <ul>
 *   <li>{@code # finding} for the policy that is tested, {@code # finding: group/name} for one of several, {@code x2} behind
 *       either for two on one line, commas between several;
 *   <li>{@code # finding: group/name: message} for what it says, {@code # finding: group/name (low): message} where the
 *       severity is not that of the policy;
 *   <li>{@code # unknown} alike, for what cannot be said before deployment.
 * </ul>
 */
public final class FindingMarks {
    private static final Pattern COMMENT =
            Pattern.compile("#\\s*(?<kind>finding|unknown)(?:\\s+x(?<times>\\d{1,3}))?(?:\\s*:\\s*(?<what>.*?))?\\s*$");
    /** What is meant as a mark and is none would let a case pass that finds nothing. */
    private static final Pattern ALMOST = Pattern.compile("#\\s*(?:findings?|unknowns?)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern BESIDE =
            Pattern.compile("\\s*(?<line>\\d{1,7})\\s+(?<kind>finding|unknown)(?:\\s*:\\s*(?<what>.*?))?\\s*");
    private static final Pattern POLICY = Pattern.compile("(?<id>[a-z][a-z0-9-]*/[a-z][a-z0-9-]*)"
            + "(?:\\s+\\((?<severity>\\w+)\\))?(?:\\s+x(?<times>\\d{1,3}))?(?:\\s*:\\s+(?<message>.+))?");

    private final List<String> tested;
    private final List<FindingMark> marks = new ArrayList<>();

    private FindingMarks(List<String> tested) {
        this.tested = tested;
    }

    /**
     * The marks in the comments of a text.
     *
     * @param before how many lines of the file precede the text
     * @param tested the policies that may be marked
     * @throws MarkException when a mark names none of them, or none although there are several, or cannot be read
     */
    public static List<FindingMark> in(String text, int before, List<String> tested) throws MarkException {
        var found = new FindingMarks(tested);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = COMMENT.matcher(lines.get(i));
            if (mark.find()) {
                int marked = i;
                while (marked < lines.size() && standsAlone(lines.get(marked))) {
                    marked++;
                }
                found.add(before + i + 1, before + marked + 1, mark, times(before + i + 1, mark.group("times")));
            } else if (ALMOST.matcher(lines.get(i)).find()) {
                throw new MarkException(
                        before + i + 1,
                        "this looks like a mark and is none; write # finding, # finding x2, # finding: group/name,"
                                + " # finding: group/name: message or # unknown");
            }
        }
        return List.copyOf(found.marks);
    }

    private static boolean standsAlone(String line) {
        Matcher mark = COMMENT.matcher(line);
        return mark.find() && line.substring(0, mark.start()).isBlank();
    }

    /** A line without its mark. */
    public static String without(String line) {
        return COMMENT.matcher(line).replaceFirst("").stripTrailing();
    }

    /**
     * Marks that stand in a file of their own: {@code 12 finding: group/name}.
     *
     * @param tested the policies that may be marked
     * @throws MarkException as for {@link #in}
     */
    public static List<FindingMark> beside(String expected, List<String> tested) throws MarkException {
        var found = new FindingMarks(tested);
        int number = 0;
        for (String content : expected.lines().toList()) {
            number++;
            Matcher mark = BESIDE.matcher(content);
            if (mark.matches()) {
                int line = Integer.parseInt(mark.group("line"));
                found.add(line, line, mark, 1);
            } else if (!content.isBlank() && !content.startsWith("#")) {
                throw new MarkException(number, "write: 12 finding: group/name");
            }
        }
        return List.copyOf(found.marks);
    }

    private static int times(int line, @Nullable String count) throws MarkException {
        int times = count == null ? 1 : Integer.parseInt(count);
        if (times == 0) {
            throw new MarkException(line, "x0 marks nothing; a line without a mark must have no finding");
        }
        return times;
    }

    /**
     * @param at the line of the mark
     * @param line the line that is marked
     * @param each how often each policy finds something, unless it says so itself
     */
    private void add(int at, int line, Matcher mark, int each) throws MarkException {
        String kind = mark.group("kind");
        String what = mark.group("what");
        if (what == null || what.isEmpty()) {
            addTested(at, line, kind, each);
            return;
        }
        Matcher stated = POLICY.matcher(what);
        if (stated.matches() && stated.group("message") != null) {
            add(at, line, kind, stated, each);
            return;
        }
        for (String policy : what.split(",", -1)) {
            Matcher id = POLICY.matcher(policy.strip());
            if (!id.matches()) {
                throw new MarkException(
                        at, "\"" + policy.strip() + "\" is not a policy id; write: # " + kind + ": group/name");
            }
            if (id.group("message") != null) {
                throw new MarkException(
                        at,
                        "several policies are marked with one message; write each mark on its line above the field");
            }
            add(at, line, kind, id, each);
        }
    }

    private void addTested(int at, int line, String kind, int times) throws MarkException {
        if (tested.size() > 1) {
            throw new MarkException(at, "\"# " + kind + "\" must name its policy, since several are tested: " + tested);
        }
        // that there is no such policy is told already
        for (int i = 0; i < times && !tested.isEmpty(); i++) {
            marks.add(new FindingMark(line, kind, tested.get(0), null, null));
        }
    }

    private void add(int at, int line, String kind, Matcher policy, int each) throws MarkException {
        String id = policy.group("id");
        if (!tested.contains(id)) {
            throw new MarkException(
                    at,
                    id + " is marked, and tested here is "
                            + (tested.isEmpty() ? "none that is known" : String.join(", ", tested)));
        }
        Severity severity = severity(at, policy.group("severity"));
        int times = policy.group("times") == null ? each : times(at, policy.group("times"));
        for (int i = 0; i < times; i++) {
            marks.add(new FindingMark(line, kind, id, severity, policy.group("message")));
        }
    }

    private static @Nullable Severity severity(int at, @Nullable String word) throws MarkException {
        if (word == null) {
            return null;
        }
        return Severity.of(word)
                .orElseThrow(() -> new MarkException(
                        at,
                        "unknown severity \"" + word + "\"; known: "
                                + Arrays.stream(Severity.values())
                                        .map(Severity::toString)
                                        .collect(Collectors.joining(", "))));
    }
}
