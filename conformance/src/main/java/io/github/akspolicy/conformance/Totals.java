package io.github.akspolicy.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Counts entries by source and by topic. */
final class Totals {
    private static final String ROW = "  %-28s %6s %8s %7s %8s %10s %10s%n";

    private int cases;
    private int covered;
    private int agreeing;
    private int differing;

    private Totals() {}

    static String of(String name, List<Entry> entries) {
        var text = new StringBuilder(name).append('\n');
        text.append(
                String.format(Locale.ROOT, ROW, "", "cases", "covered", "agree", "differ", "disagree", "agreement"));
        table(text, entries, Entry::source);
        table(text, entries, Entry::topic);
        var all = new Totals();
        entries.forEach(all::add);
        all.row(text, "total");
        return text.toString();
    }

    private static void table(StringBuilder text, List<Entry> entries, Function<Entry, String> group) {
        Map<String, Totals> rows = new TreeMap<>();
        entries.forEach(entry ->
                rows.computeIfAbsent(group.apply(entry), key -> new Totals()).add(entry));
        rows.forEach((key, row) -> row.row(text, key));
        text.append("  --\n");
    }

    private void add(Entry entry) {
        cases++;
        covered += entry.covered() ? 1 : 0;
        agreeing += entry.agrees() ? 1 : 0;
        differing += entry.covered() && !entry.agrees() && !entry.isUnexplained() ? 1 : 0;
    }

    /** Agreement is the part of the covered cases that agree: a known difference is none. */
    private void row(StringBuilder text, String title) {
        text.append(String.format(
                Locale.ROOT,
                ROW,
                title,
                cases,
                covered,
                agreeing,
                differing,
                covered - agreeing - differing,
                covered == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * agreeing / covered)));
    }
}
