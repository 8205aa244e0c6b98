package io.github.akspolicy.policytest;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Manifests, or values of a chart, with the findings that they must give. A comment marks its line:
 *
 * <ul>
 *   <li>{@code # finding} for the policy that is tested, {@code # finding: group/name} for one of several, {@code x2} behind
 *       either for two on one line, commas between several;
 *   <li>{@code # unknown} alike, for what cannot be said before deployment.
 * </ul>
 *
 * <p>A file in which no comment can stand, such as JSON, has a neighbour {@code NAME.expected} with a line {@code 12
 * finding: group/name} for each.
 *
 * @param path for messages, relative to the root of the repository
 * @param text the manifests
 * @param line the line of the file that the text begins after: 0 for a whole file
 * @param indent by how many columns the text is indented in the file
 * @param marks what is expected, by line of the file
 * @param chart the chart whose values these are, or null for manifests
 */
public record MarkedManifest(
        String path,
        String text,
        int line,
        int indent,
        List<Mark> marks,
        @Nullable String chart) {
    private static final Pattern COMMENT =
            Pattern.compile("#\\s*(finding|unknown)(?:\\s+x(?<times>\\d{1,3}))?(?:\\s*:\\s*(?<policies>.*?))?\\s*$");
    /** What is meant as a mark and is none would let a case pass that finds nothing. */
    private static final Pattern ALMOST = Pattern.compile("#\\s*(?:findings?|unknowns?)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern SIDE_CAR =
            Pattern.compile("\\s*(\\d{1,7})\\s+(finding|unknown)(?:\\s*:\\s*(.*?))?\\s*");
    private static final Pattern POLICY = Pattern.compile("([a-z][a-z0-9-]*/[a-z][a-z0-9-]*)(?:\\s+x(\\d{1,3}))?");

    /** A line with what must be found there. */
    public record Mark(int line, String kind, String policyId) implements Comparable<Mark> {
        @Override
        public int compareTo(Mark other) {
            int order = Integer.compare(line, other.line);
            return order != 0 ? order : toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "line " + line + " " + kind + ": " + policyId;
        }
    }

    /** A mark that cannot be understood. */
    public static final class MarkException extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        MarkException(int line, String message) {
            super(message);
            this.line = line;
        }

        public int line() {
            return line;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Manifests with marks in their comments.
     *
     * @param tested the policies that are tested
     * @throws MarkException when a mark names none of them, or none although there are several
     */
    public static MarkedManifest of(String path, String text, int line, int indent, List<String> tested)
            throws MarkException {
        var marks = new ArrayList<Mark>();
        int number = line;
        for (String content : text.lines().toList()) {
            number++;
            Matcher mark = COMMENT.matcher(content);
            if (mark.find()) {
                add(marks, number, mark.group(1), mark.group("policies"), times(number, mark.group("times")), tested);
            } else if (ALMOST.matcher(content).find()) {
                throw new MarkException(
                        number,
                        "this looks like a mark and is none; write # finding, # finding x2, # finding: group/name or # unknown");
            }
        }
        return new MarkedManifest(path, text, line, indent, List.copyOf(marks), null);
    }

    private static int times(int line, @Nullable String count) throws MarkException {
        int times = count == null ? 1 : Integer.parseInt(count);
        if (times == 0) {
            throw new MarkException(line, "x0 marks nothing; a line without a mark must have no finding");
        }
        return times;
    }

    /** Manifests with marks in a neighbour of their file. */
    public static MarkedManifest beside(String path, String text, String expected, List<String> tested)
            throws MarkException {
        var marks = new ArrayList<Mark>();
        int number = 0;
        for (String content : expected.lines().toList()) {
            number++;
            Matcher mark = SIDE_CAR.matcher(content);
            if (mark.matches()) {
                add(marks, Integer.parseInt(mark.group(1)), mark.group(2), mark.group(3), 1, tested);
            } else if (!content.isBlank() && !content.startsWith("#")) {
                throw new MarkException(number, "write: 12 finding: group/name");
            }
        }
        return new MarkedManifest(path, text, 0, 0, List.copyOf(marks), null);
    }

    /** The same text as values of a chart; as manifests where there is none. */
    public MarkedManifest valuesOf(@Nullable String name) {
        return new MarkedManifest(path, text, line, indent, marks, name);
    }

    /** @param each how often each policy finds something, unless it says so itself */
    private static void add(
            List<Mark> marks, int line, String kind, @Nullable String policies, int each, List<String> tested)
            throws MarkException {
        if (policies == null || policies.isEmpty()) {
            if (tested.isEmpty()) {
                // that there is no such policy is told already
                return;
            }
            if (tested.size() != 1) {
                throw new MarkException(
                        line, "\"# " + kind + "\" must name its policy, since several are tested: " + tested);
            }
            for (int i = 0; i < each; i++) {
                marks.add(new Mark(line, kind, tested.get(0)));
            }
            return;
        }
        for (String policy : policies.split(",", -1)) {
            Matcher id = POLICY.matcher(policy.strip());
            if (!id.matches()) {
                throw new MarkException(
                        line, "\"" + policy.strip() + "\" is not a policy id; write: # " + kind + ": group/name");
            }
            if (!tested.contains(id.group(1))) {
                throw new MarkException(
                        line,
                        id.group(1) + " is marked, and tested here is "
                                + (tested.isEmpty() ? "none that is known" : String.join(", ", tested)));
            }
            int times = id.group(2) == null ? each : times(line, id.group(2));
            for (int i = 0; i < times; i++) {
                marks.add(new Mark(line, kind, id.group(1)));
            }
        }
    }

    /** The text as part of a release, whose places lead into the file. */
    public ManifestFile manifest() {
        return new ManifestFile(
                path.endsWith(".json") ? path : path + ".yaml",
                text,
                place -> Origin.of(new SourceLocation(
                        path, place.key().line() + line, place.key().column() + indent, SourceLocation.Role.MANIFEST)));
    }
}
