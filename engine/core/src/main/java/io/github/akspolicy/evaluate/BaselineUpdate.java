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
 * The next state of a baseline. Without being told to grow it only loses what was mended.
 *
 * <p>The text is made for merging: sorted, a finding a line, an empty line between two. A finding that is removed leaves
 * the empty line behind, so that branches which mend neighbouring findings change different places for git and merge
 * without conflict. When the baseline grows, the whole is written anew.
 *
 * @param text the file
 * @param kept how many findings stay
 * @param removed how many are mended, wholly or in some environment
 * @param added how many are new in it
 * @param left how many open findings are not in it
 */
public record BaselineUpdate(String text, int kept, int removed, int added, int left) {
    private static final String HEAD = """
            # Findings that were there before, by key, with environment/namespace. Written by mvn aks-policy:baseline, which
            # removes what was mended. The empty lines let branches merge that mend different findings: leave them.
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
        SortedMap<String, SortedSet<String>> now = findings(evaluation);
        boolean growing = grow || beforeText.isEmpty();
        var after = new TreeMap<String, SortedSet<String>>();
        int removed = 0;
        for (Map.Entry<String, Baseline.Entry> old : before.entries().entrySet()) {
            SortedSet<String> found = now.getOrDefault(old.getKey(), new TreeSet<>());
            var places = new TreeSet<>(old.getValue().places());
            places.removeIf(place -> found.stream().noneMatch(one -> covers(place, one)));
            if (places.size() < old.getValue().places().size()) {
                removed++;
            }
            if (!places.isEmpty()) {
                after.put(old.getKey(), places);
            }
        }
        int kept = after.size();
        int others = 0;
        for (Map.Entry<String, SortedSet<String>> one : now.entrySet()) {
            SortedSet<String> places = after.getOrDefault(one.getKey(), new TreeSet<>());
            if (!one.getValue().stream().allMatch(found -> places.stream().anyMatch(place -> covers(place, found)))) {
                others++;
            }
        }
        if (growing) {
            return new BaselineUpdate(fresh(now), kept, removed, others, 0);
        }
        return new BaselineUpdate(shrunk(beforeText, before, after), kept, removed, 0, others);
    }

    /** A place without namespace covers all of its environment. */
    private static boolean covers(String place, String found) {
        return place.equals(found) || place.equals(Baseline.environment(found));
    }

    /** What is open or was frozen, by key; exempt findings are no debt. */
    private static SortedMap<String, SortedSet<String>> findings(Evaluation evaluation) {
        var now = new TreeMap<String, SortedSet<String>>();
        for (Finding finding : evaluation.findings()) {
            Suppression suppression = finding.suppression();
            boolean isDebt = suppression == null || suppression.type() == Suppression.Type.BASELINE;
            if (isDebt && !finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP) && !finding.isAboutGate()) {
                for (Occurrence occurrence : finding.occurrences()) {
                    now.computeIfAbsent(occurrence.key(), key -> new TreeSet<>())
                            .add(Baseline.place(occurrence));
                }
            }
        }
        return now;
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
