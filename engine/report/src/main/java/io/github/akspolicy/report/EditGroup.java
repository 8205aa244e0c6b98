package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The edits of one chart or folder, or those that several charts have in common, as when they were copied from one: the same
 * line of each has the same findings.
 *
 * @param sources the charts and folders, at least one
 * @param edits the worst first; of several charts those of the first
 * @param all those of all charts
 */
record EditGroup(List<String> sources, List<List<LineToEdit>> edits, List<List<LineToEdit>> all) {
    /** So many charts have the same line before it is told once. */
    private static final int FEWEST_CHARTS = 3;

    /** So many edits with the same findings are told together, the findings first. */
    private static final int FEWEST_EDITS = 3;

    /** The edits by what they belong to; groups and edits in the order of the edits. */
    static List<EditGroup> of(List<List<LineToEdit>> edits) {
        Map<String, Set<String>> sources = new HashMap<>();
        edits.forEach(edit ->
                sources.computeIfAbsent(shape(edit), unused -> new TreeSet<>()).add(source(edit)));
        Map<Collection<String>, List<List<LineToEdit>>> groups = new LinkedHashMap<>();
        for (List<LineToEdit> edit : edits) {
            Set<String> same = sources.getOrDefault(shape(edit), Set.of());
            groups.computeIfAbsent(
                            same.size() < FEWEST_CHARTS ? Set.of(source(edit)) : same, unused -> new ArrayList<>())
                    .add(edit);
        }
        return groups.entrySet().stream()
                .map(group -> {
                    Map<String, List<LineToEdit>> byPlace = new LinkedHashMap<>();
                    group.getValue().forEach(edit -> byPlace.putIfAbsent(shape(edit), edit));
                    List<List<LineToEdit>> distinct =
                            group.getKey().size() == 1 ? group.getValue() : List.copyOf(byPlace.values());
                    return new EditGroup(List.copyOf(group.getKey()), distinct, group.getValue());
                })
                .toList();
    }

    static Set<List<LineToEdit>> identical(List<List<LineToEdit>> edits) {
        Set<List<LineToEdit>> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(edits);
        return set;
    }

    private static String source(List<LineToEdit> edit) {
        return edit.get(0).source();
    }

    static long failing(List<LineToEdit> edit) {
        return edit.stream().mapToLong(LineToEdit::failing).sum();
    }

    /** What copies of a chart have in common: the file below its folder, the lines and what is wrong with them. */
    private static String shape(List<LineToEdit> edit) {
        return below(edit) + ":" + edit.get(0).at().line() + also(edit) + " " + policies(edit);
    }

    private static String below(List<LineToEdit> edit) {
        String path = edit.get(0).at().path();
        String folder = source(edit) + "/";
        return path.startsWith(folder) ? path.substring(folder.length()) : path;
    }

    /** {@code , also line 14}. */
    private static String also(List<LineToEdit> edit) {
        String others = edit.stream()
                .skip(1)
                .map(line -> String.valueOf(line.at().line()))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : ", also" + Row.GLUE + "line" + Row.GLUE + others;
    }

    /** {@code high pod/privileged, pod/capabilities; medium pod/x; only in prod}. */
    private static String policies(List<LineToEdit> edit) {
        return policiesRow(Row.of(0, ""), edit).spans().stream()
                .map(Row.Span::text)
                .collect(Collectors.joining());
    }

    private static Row policiesRow(Row before, List<LineToEdit> edit) {
        List<Finding> findings =
                edit.stream().flatMap(line -> line.findings().stream()).toList();
        Map<Severity, Set<String>> bySeverity = new TreeMap<>();
        findings.forEach(finding -> bySeverity
                .computeIfAbsent(finding.severity(), unused -> new TreeSet<>())
                .add(finding.policy().id()));
        Row row = before;
        String gap = "";
        for (Map.Entry<Severity, Set<String>> severity : bySeverity.entrySet()) {
            row = row.plain(gap)
                    .with(TextStyle.of(severity.getKey()), severity.getKey().toString())
                    .plain(Row.GLUE + String.join(", ", severity.getValue()));
            gap = "; ";
        }
        Set<List<String>> environments = findings.stream()
                .map(finding -> finding.passesIn().isEmpty() ? List.<String>of() : finding.environments())
                .collect(Collectors.toSet());
        List<String> same = environments.size() == 1 ? environments.iterator().next() : List.of();
        return same.isEmpty() ? row : row.plain("; only in " + String.join(", ", same));
    }

    /** What must be in the console: whatever fails, and the worst. */
    List<List<LineToEdit>> mustShow() {
        return edits.stream()
                .filter(edit -> failing(edit) > 0 || edit == edits.get(0))
                .toList();
    }

    /** @param room how many more there may be than must be */
    List<List<LineToEdit>> shown(int room) {
        Set<List<LineToEdit>> must = identical(mustShow());
        Set<List<LineToEdit>> more = identical(edits.stream()
                .filter(edit -> !must.contains(edit))
                .limit(Math.max(0, room))
                .toList());
        return edits.stream()
                .filter(edit -> must.contains(edit) || more.contains(edit))
                .toList();
    }

    boolean fails() {
        return all.stream().anyMatch(edit -> failing(edit) > 0);
    }

    /**
     * A heading with counts, the edits, and how many are left out.
     *
     * @param shown those to show
     * @param framed those of which the line is shown
     */
    List<ConsolePart> parts(List<List<LineToEdit>> shown, Set<List<LineToEdit>> framed) {
        var parts = new ArrayList<ConsolePart>();
        parts.add(heading());
        if (sources.size() > 1) {
            Row names = Row.list(4);
            String gap = "";
            for (String source : sources) {
                names = names.with(TextStyle.FAINT, gap + source);
                gap = ", ";
            }
            parts.add(names);
        }
        Map<String, List<List<LineToEdit>>> same = new LinkedHashMap<>();
        shown.forEach(edit -> same.computeIfAbsent(policies(edit), unused -> new ArrayList<>())
                .add(edit));
        same.values().forEach(together -> add(together, framed, parts));
        if (shown.size() < edits.size()) {
            long lines = sources.size()
                    * (edits.stream().mapToLong(List::size).sum()
                            - shown.stream().mapToLong(List::size).sum());
            parts.add(Row.of(4, "and " + number(lines, "more line") + ", none fails"));
        }
        return parts;
    }

    /** The heading and the worst edit, on one line. */
    ConsolePart summary() {
        List<LineToEdit> worst = edits.get(0);
        return policiesRow(place(heading().plain(": "), worst).plain("   "), worst);
    }

    /** The name is input: indented it cannot pass for a line of ours. */
    private Row heading() {
        String name = sources.size() == 1 ? sources.get(0) : "in " + sources.size() + " charts and folders";
        return Row.of(2, TextStyle.PATH, name).plain(": " + counts());
    }

    private void add(List<List<LineToEdit>> together, Set<List<LineToEdit>> framed, List<ConsolePart> parts) {
        List<LineToEdit> first = together.get(0);
        if (together.size() < FEWEST_EDITS) {
            for (List<LineToEdit> edit : together) {
                parts.add(policiesRow(place(Row.of(4, ""), edit).plain("   "), edit));
                if (framed.contains(edit)) {
                    Finding worst = edit.get(0).findings().get(0);
                    parts.addAll(FindingText.frame(worst, worst.message()));
                }
            }
            return;
        }
        parts.add(policiesRow(Row.of(4, ""), first).plain(", " + together.size() + " times:"));
        Row row = Row.list(6);
        String gap = "";
        for (List<LineToEdit> edit : together) {
            row = place(row.plain(gap), edit);
            gap = "; ";
        }
        parts.add(row);
        together.stream().filter(framed::contains).findFirst().ifPresent(edit -> {
            Finding worst = edit.get(0).findings().get(0);
            parts.addAll(FindingText.frame(worst, worst.message()));
        });
    }

    /** {@code deploy/values.yaml:12, also line 14}, and how many files say the same. */
    private Row place(Row before, List<LineToEdit> edit) {
        Origin origin = edit.get(0).findings().get(0).occurrences().get(0).origin();
        long copies = origin.related().stream()
                .filter(frame -> frame.role() == Role.COPY)
                .count();
        String path = sources.size() == 1 ? edit.get(0).at().path() : below(edit);
        return before.with(TextStyle.PATH, path + ":" + edit.get(0).at().line())
                .plain(also(edit)
                        + (copies == 0 ? "" : " (and " + copies + (copies == 1 ? " more file)" : " more files)")));
    }

    private String counts() {
        List<LineToEdit> lines = all.stream().flatMap(List::stream).toList();
        long findings = lines.stream().mapToLong(line -> line.findings().size()).sum();
        long failing = lines.stream().mapToLong(LineToEdit::failing).sum();
        String fail = failing == 0 ? "none fails" : failing + (failing == 1 ? " fails" : " fail");
        List<String> owners = lines.stream()
                .flatMap(line -> line.owners().stream())
                .distinct()
                .toList();
        return number(findings, "finding") + " on " + number(lines.size(), "line") + ", " + fail
                + (owners.isEmpty() ? "" : "; owners: " + String.join(" ", owners));
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
