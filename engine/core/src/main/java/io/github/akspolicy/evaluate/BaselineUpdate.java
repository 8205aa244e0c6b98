package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.PolicyInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The next state of a baseline. Without being told to grow it only loses what was fixed.
 *
 * <p>The text is made for merging: sorted, a finding a line, an empty line between two. A finding that is removed leaves
 * the empty line behind, so that branches which fix neighbouring findings change different places for git and merge
 * without conflict. When the baseline grows, the whole is written again.
 *
 * @param text the file
 * @param kept how many findings stay
 * @param removed how many are fixed, wholly or in some environment
 * @param added how many are new in it
 * @param left how many open findings are not in it
 * @param findings how many findings those that are kept and added stand for: one line to edit may be wrong for many resources
 */
public record BaselineUpdate(String text, int kept, int removed, int added, int left, int findings) {
    private static final String HEAD = """
        # Findings that were there before, by key, with environment/namespace. Written by the command baseline, which
        # removes what was fixed. The empty lines let branches merge that fix different findings: leave them.
        schemaVersion: 1
        findings:
        """;

    /**
     * @param evaluation complete, and of all environments
     * @param before the baseline that the evaluation was made with
     * @param beforeText its file, or the empty string when there is none yet
     * @param grow whether findings may be added; a baseline without file always takes them
     */
    public static BaselineUpdate of(Evaluation evaluation, Baseline before, String beforeText, boolean grow) {
        List<Finding> findings =
                evaluation.findings().stream().filter(BaselineUpdate::isDebt).toList();
        var now = new TreeMap<String, SortedSet<String>>();
        var after = new TreeMap<String, SortedSet<String>>();
        var others = new TreeSet<String>();
        boolean takesAll = grow || beforeText.isEmpty();
        int held = 0;
        for (Finding finding : findings) {
            boolean isHeld = takesAll;
            for (Occurrence occurrence : occurrences(finding)) {
                add(now, occurrence.key(), Baseline.place(occurrence));
                if (before.covers(occurrence)) {
                    add(after, occurrence.key(), Baseline.place(occurrence));
                    isHeld = true;
                } else {
                    others.add(occurrence.key());
                }
            }
            held += isHeld ? 1 : 0;
        }
        int removed = (int) before.entries().entrySet().stream()
                .filter(entry -> !after.getOrDefault(entry.getKey(), new TreeSet<>())
                        .containsAll(entry.getValue().places()))
                .count();
        if (takesAll) {
            return new BaselineUpdate(fresh(now), after.size(), removed, others.size(), 0, held);
        }
        return new BaselineUpdate(shrunk(beforeText, before, after), after.size(), removed, 0, others.size(), held);
    }

    private static void add(SortedMap<String, SortedSet<String>> places, String key, String place) {
        places.computeIfAbsent(key, unused -> new TreeSet<>()).add(place);
    }

    /** Whether it is open or was frozen; exempt findings are no debt. */
    private static boolean isDebt(Finding finding) {
        Suppression suppression = finding.suppression();
        return (suppression == null || suppression.type() == Suppression.Type.BASELINE)
                && !finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP)
                && !finding.isAboutGate();
    }

    /** Where it occurs. What yields to it is among it: that would appear as soon as the finding is frozen. */
    private static List<Occurrence> occurrences(Finding finding) {
        return finding.occurrences().stream()
                .flatMap(occurrence -> Stream.concat(Stream.of(occurrence), occurrence.yielded().stream()))
                .toList();
    }

    private static String fresh(SortedMap<String, SortedSet<String>> findings) {
        var text = new StringBuilder(HEAD);
        findings.forEach((key, environments) ->
                text.append('\n').append(line(key, environments)).append('\n'));
        return text.toString();
    }

    private static String shrunk(String beforeText, Baseline before, SortedMap<String, SortedSet<String>> after) {
        List<String> lines = new ArrayList<>(beforeText.lines().toList());
        var gone = new TreeSet<Integer>();
        for (Map.Entry<String, Baseline.Entry> old : before.entries().entrySet()) {
            int index = old.getValue().at().line() - 1;
            String written = index < lines.size() ? lines.get(index) : "";
            if (!written.equals(line(old.getKey(), old.getValue().places()))) {
                // written by hand in another form: nothing is known of its lines
                return fresh(after);
            }
            SortedSet<String> environments = after.get(old.getKey());
            if (environments == null) {
                gone.add(index);
            } else {
                lines.set(index, line(old.getKey(), environments));
            }
        }
        gone.descendingSet().forEach(index -> lines.remove((int) index));
        return String.join("\n", lines) + "\n";
    }

    private static String line(String key, SortedSet<String> environments) {
        return "  " + SafeText.quoted(key) + ": ["
                + String.join(", ", environments.stream().map(SafeText::quoted).toList())
                + "]";
    }
}
