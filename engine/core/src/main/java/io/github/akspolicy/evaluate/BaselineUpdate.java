package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.PolicyInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
 */
public record BaselineUpdate(String text, int kept, int removed, int added, int left) {
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
        List<Occurrence> debt = debt(evaluation);
        var now = new TreeMap<String, SortedSet<String>>();
        var after = new TreeMap<String, SortedSet<String>>();
        var others = new TreeSet<String>();
        for (Occurrence occurrence : debt) {
            add(now, occurrence.key(), Baseline.place(occurrence));
            if (before.covers(occurrence)) {
                add(after, occurrence.key(), Baseline.place(occurrence));
            } else {
                others.add(occurrence.key());
            }
        }
        int removed = (int) before.entries().entrySet().stream()
                .filter(entry -> !after.getOrDefault(entry.getKey(), new TreeSet<>())
                        .containsAll(entry.getValue().places()))
                .count();
        if (grow || beforeText.isEmpty()) {
            return new BaselineUpdate(fresh(now), after.size(), removed, others.size(), 0);
        }
        return new BaselineUpdate(shrunk(beforeText, before, after), after.size(), removed, 0, others.size());
    }

    private static void add(SortedMap<String, SortedSet<String>> places, String key, String place) {
        places.computeIfAbsent(key, unused -> new TreeSet<>()).add(place);
    }

    /**
     * What is open or was frozen; exempt findings are no debt. What yields to a finding is among it: it would appear as soon as
     * that one is frozen.
     */
    private static List<Occurrence> debt(Evaluation evaluation) {
        var debt = new ArrayList<Occurrence>();
        for (Finding finding : evaluation.findings()) {
            Suppression suppression = finding.suppression();
            boolean isDebt = suppression == null || suppression.type() == Suppression.Type.BASELINE;
            if (isDebt && !finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP) && !finding.isAboutGate()) {
                for (Occurrence occurrence : finding.occurrences()) {
                    debt.add(occurrence);
                    debt.addAll(occurrence.yielded());
                }
            }
        }
        return debt;
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
