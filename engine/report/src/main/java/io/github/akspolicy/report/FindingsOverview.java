package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The findings for a console. Few of them are told in full, those of one edit together. Of many, each edit is one line, below the
 * chart or folder that it belongs to. Every line with a finding that fails is there, and the worst of each chart. Of the others there
 * are as many as a few screens hold, then their number.
 */
public final class FindingsOverview {
    /** So many are told in full. */
    public static final int MOST_IN_FULL = 20;

    /** Of the overview, charts and folders counted; lines that fail are there all the same. */
    private static final int MOST_LINES = 60;

    /** Those beyond in which nothing fails have one line each, with their worst. */
    private static final int MOST_SOURCES = 40;

    private static final int MOST_SHORT_SOURCES = 300;

    /** So many edits with the same findings are told together, the findings first. */
    private static final int FEWEST_TOGETHER = 3;

    private static final int AT_ONCE = 40;

    /** Of what a tool generates: its author is elsewhere. */
    private static final int MOST_GENERATED = 3;

    private static final String INDENT = "  ";

    private static final Comparator<LineToEdit> WORST = Comparator.comparing(
                    (LineToEdit line) -> urgency(line) == Urgency.GENERATED)
            .thenComparing(line -> line.failing() == 0)
            .thenComparing(FindingsOverview::urgency)
            .thenComparing(LineToEdit::worst)
            .thenComparing(LineToEdit.ORDER);

    /**
     * Lines that belong together.
     *
     * @param fails whether something in it fails the build
     * @param lines at least one, each without a line end
     */
    public record Block(boolean fails, List<String> lines) {
        public Block {
            lines = List.copyOf(lines);
        }

        /** The finding in full. */
        static Block of(Finding finding) {
            return of(List.of(finding));
        }

        /** The findings of one edit in full, the worst first; what the first says already is not said again. */
        static Block of(List<Finding> findings) {
            Finding first = findings.get(0);
            List<String> told = FindingText.details(first);
            var lines = new TextLines();
            lines.addAll(List.of(FindingText.heading(first)));
            lines.addAll(told);
            for (Finding other : findings.subList(1, findings.size())) {
                lines.add(INDENT, "and " + FindingText.heading(other));
                lines.addAll(FindingText.details(other).stream()
                        .filter(line -> !told.contains(line))
                        .toList());
            }
            return new Block(findings.stream().anyMatch(Finding::fails), lines.lines());
        }
    }

    private FindingsOverview() {}

    private static Urgency urgency(LineToEdit line) {
        return line.findings().stream()
                .map(Urgency::of)
                .min(Comparator.naturalOrder())
                .orElse(Urgency.HARDENING);
    }

    /**
     * The open findings, those that are shown beside the code. What makes the gate weaker comes first and in full.
     *
     * @param inFull whether all are told in full, one by one, however many there are
     */
    public static List<Block> blocks(Evaluation evaluation, boolean inFull) {
        List<Finding> findings = evaluation.annotated();
        if (inFull) {
            return findings.stream().map(Block::of).toList();
        }
        var blocks = new ArrayList<Block>();
        findings.stream().filter(Finding::isAboutGate).map(Block::of).forEach(blocks::add);
        if (findings.size() <= MOST_IN_FULL) {
            List<Finding> others = findings.stream()
                    .filter(finding -> !finding.isAboutGate())
                    .sorted(Comparator.comparing(Urgency::of))
                    .toList();
            EditedBlocks.of(others, List::of).stream().map(Block::of).forEach(blocks::add);
        } else {
            Optional.of(evaluation.linesToEdit())
                    .filter(lines -> !lines.isEmpty())
                    .map(FindingsOverview::overview)
                    .ifPresent(blocks::add);
        }
        return List.copyOf(blocks);
    }

    private static Block overview(List<LineToEdit> lines) {
        List<List<LineToEdit>> worst =
                EditedBlocks.of(lines.stream().sorted(WORST).toList(), LineToEdit::findings);
        Map<String, List<List<LineToEdit>>> bySource = EditGroups.of(worst);
        Set<List<LineToEdit>> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        worst.stream().filter(edit -> fails(edit) && !isGenerated(edit)).forEach(shown::add);
        bySource.values().forEach(edits -> shown.add(edits.get(0)));
        worst.stream()
                .filter(FindingsOverview::isGenerated)
                .limit(MOST_GENERATED)
                .forEach(shown::add);
        worst.stream()
                .filter(edit -> !shown.contains(edit) && !isGenerated(edit))
                .limit(Math.max(0, MOST_LINES - Math.min(MOST_SOURCES, bySource.size()) - shown.size()))
                .toList()
                .forEach(shown::add);
        var text = new TextLines();
        text.add(
                "",
                "the lines to edit by chart and folder; every finding in full: the reports, or -Daks-policy.console=full");
        int at = 0;
        for (Map.Entry<String, List<List<LineToEdit>>> group : bySource.entrySet()) {
            List<List<LineToEdit>> here = group.getValue();
            // the name is input: indented it cannot pass for a line of ours
            String heading = group.getKey() + ": " + counts(here);
            if (at < MOST_SOURCES || fails(here.get(0))) {
                text.add(INDENT, heading);
                add(here.stream().filter(shown::contains).toList(), text);
                List<List<LineToEdit>> others =
                        here.stream().filter(edit -> !shown.contains(edit)).toList();
                if (!others.isEmpty()) {
                    long left = others.stream().mapToLong(List::size).sum();
                    text.add(INDENT + INDENT, "and " + number(left, "more line") + ", " + failing(others));
                }
            } else if (at < MOST_SOURCES + MOST_SHORT_SOURCES) {
                text.add(INDENT, heading + ": " + line(here.get(0)));
            }
            at++;
        }
        long left = bySource.values().stream()
                .skip(MOST_SOURCES + MOST_SHORT_SOURCES)
                .filter(here -> !fails(here.get(0)))
                .count();
        if (left > 0) {
            text.add(INDENT, "and " + left + " more charts and folders, none fails; the reports list them");
        }
        return new Block(fails(worst.get(0)), text.lines());
    }

    /** The edits, those with the same findings together. */
    private static void add(List<List<LineToEdit>> edits, TextLines text) {
        Map<String, List<List<LineToEdit>>> same = new LinkedHashMap<>();
        edits.forEach(edit -> same.computeIfAbsent(EditGroups.policies(edit), told -> new ArrayList<>())
                .add(edit));
        same.forEach((told, together) -> {
            if (together.size() < FEWEST_TOGETHER) {
                together.forEach(edit -> text.add(INDENT + INDENT, line(edit)));
            } else {
                text.add(INDENT + INDENT, told + ", " + together.size() + " times:");
                // what is one text has an end
                for (int at = 0; at < together.size(); at += AT_ONCE) {
                    text.add(
                            INDENT + INDENT + INDENT,
                            together.subList(at, Math.min(together.size(), at + AT_ONCE)).stream()
                                    .map(EditGroups::place)
                                    .collect(Collectors.joining("; ")));
                }
            }
        });
    }

    private static String line(List<LineToEdit> edit) {
        return EditGroups.place(edit) + "   " + EditGroups.policies(edit);
    }

    private static boolean isGenerated(List<LineToEdit> edit) {
        return urgency(edit.get(0)) == Urgency.GENERATED;
    }

    private static boolean fails(List<LineToEdit> edit) {
        return edit.stream().anyMatch(line -> line.failing() > 0);
    }

    private static String counts(List<List<LineToEdit>> edits) {
        List<LineToEdit> lines = edits.stream().flatMap(List::stream).toList();
        long findings = lines.stream().mapToLong(line -> line.findings().size()).sum();
        List<String> owners = lines.stream()
                .flatMap(line -> line.owners().stream())
                .distinct()
                .toList();
        return number(findings, "finding") + " on " + number(lines.size(), "line") + ", "
                + failing(edits)
                + (owners.isEmpty() ? "" : "; owners: " + String.join(" ", owners));
    }

    private static String failing(List<List<LineToEdit>> edits) {
        long failing = edits.stream()
                .flatMap(List::stream)
                .mapToLong(LineToEdit::failing)
                .sum();
        return failing == 0 ? "none fails" : failing + (failing == 1 ? " fails" : " fail");
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
