package io.github.akspolicy.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says which entry of a baseline covers an occurrence. An entry that an older version wrote still does: its key has the
 * release's name replaced within words, and masks over words that stood in Secrets. A mask may stand for any text, so such
 * an entry counts only where it fits one finding.
 */
final class BaselineCoverage {
    /** An entry and that of its places which covers an occurrence. */
    record Covered(String entry, String place) {}

    /** As many characters a masked word had at least. */
    private static final int SHORTEST_MASKED = 6;

    private final Baseline baseline;
    private final Map<String, Set<String>> entries = new HashMap<>();
    private final Set<String> former = new TreeSet<>();
    private final Set<String> ambiguous = new TreeSet<>();

    /** @param keys of all findings there are now */
    BaselineCoverage(Baseline baseline, Collection<FindingKey> keys) {
        this.baseline = baseline;
        var open = new ArrayList<FindingKey>();
        for (FindingKey key : keys) {
            boolean isKnown = baseline.entries().containsKey(key.text());
            if (isKnown) {
                add(key.text(), key.text());
            }
            if (!key.former().equals(key.text()) && baseline.entries().containsKey(key.former())) {
                add(key.text(), key.former());
                former.add(key.former());
                isKnown = true;
            }
            if (!isKnown) {
                open.add(key);
            }
        }
        baseline.entries().keySet().stream()
                .filter(entry -> entry.contains(Redaction.MASK)
                        && !entries.getOrDefault(entry, Set.of()).contains(entry))
                .forEach(entry -> masked(entry, open));
    }

    private void add(String key, String entry) {
        entries.computeIfAbsent(key, unused -> new TreeSet<>()).add(entry);
    }

    private void masked(String entry, List<FindingKey> open) {
        String[] parts = entry.split(Redaction.MASK, -1);
        Set<String> fitting = new TreeSet<>();
        for (FindingKey key : open) {
            if (fits(parts, key.former())) {
                fitting.add(key.text());
            }
        }
        if (fitting.size() == 1) {
            former.add(entry);
            fitting.forEach(key -> add(key, entry));
        } else if (fitting.size() > 1) {
            ambiguous.add(entry);
        }
    }

    /** Whether a text is the parts with something of a masked word's length between each two. */
    private static boolean fits(String[] parts, String text) {
        String last = parts[parts.length - 1];
        if (!text.startsWith(parts[0]) || !text.endsWith(last)) {
            return false;
        }
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int at = text.indexOf(parts[i], from + SHORTEST_MASKED);
            if (at < 0 || hasBorder(text, from, at)) {
                return false;
            }
            from = at + parts[i].length();
        }
        return from + SHORTEST_MASKED + last.length() <= text.length()
                && !hasBorder(text, from, text.length() - last.length());
    }

    /** Whether a part of a key ends in between: a mask never covered two. */
    private static boolean hasBorder(String text, int from, int to) {
        int border = text.indexOf('|', from);
        return border >= 0 && border < to;
    }

    /** The entry that covers an occurrence and its place, or null when none does. */
    @Nullable
    Covered covering(Occurrence occurrence) {
        for (String entry : entries.getOrDefault(occurrence.key(), Set.of())) {
            Set<String> places =
                    Objects.requireNonNull(baseline.entries().get(entry)).places();
            for (String place :
                    List.of(Baseline.place(occurrence), occurrence.release().environment())) {
                if (places.contains(place)) {
                    return new Covered(entry, place);
                }
            }
        }
        return null;
    }

    /** The entries that hold in the form of an older version. */
    Set<String> former() {
        return former;
    }

    /** Whether an entry with masks fits more than one finding, so that it covers none. */
    boolean isAmbiguous(String entry) {
        return ambiguous.contains(entry);
    }
}
