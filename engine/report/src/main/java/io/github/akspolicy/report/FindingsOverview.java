package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.report.ConsoleLine.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The findings for a console. Few of them are described in full, those of one edit together. Of many, each edit is one entry, below the
 * chart or folder that it belongs to, and how to fix them stands once for each policy. Every line with a finding that fails is there,
 * and the worst of each chart. Of the others there are as many as a few screens hold, then their number.
 */
final class FindingsOverview {
    /** So many are described in full. */
    static final int MOST_IN_FULL = 20;

    /** So many are shown in their file. */
    private static final int FRAMES = 5;

    /** Of the overview, charts and folders counted; lines that fail are there all the same. */
    private static final int MOST_LINES = 60;

    /** Of those in which nothing fails; the next ones have one line each, with their worst. */
    private static final int MOST_SOURCES = 40;

    private static final int MOST_SHORT_SOURCES = 300;

    private static final Comparator<LineToEdit> WORST = Comparator.comparing(
                    (LineToEdit line) -> urgency(line) == Urgency.GENERATED)
            .thenComparing(line -> line.failing() == 0)
            .thenComparing(FindingsOverview::urgency)
            .thenComparing(LineToEdit::worst)
            .thenComparing(LineToEdit.ORDER);

    private final SaidOnce said = new SaidOnce();
    private int framed;

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
     * @param inFull whether all are described in full, one by one, however many there are
     */
    static List<ConsoleLine> blocks(Evaluation evaluation, boolean inFull) {
        return new FindingsOverview().all(evaluation, inFull);
    }

    private List<ConsoleLine> all(Evaluation evaluation, boolean inFull) {
        List<Finding> findings = evaluation.annotated();
        if (inFull) {
            return findings.stream().map(finding -> block(List.of(finding))).toList();
        }
        var blocks = new ArrayList<ConsoleLine>();
        findings.stream()
                .filter(Finding::isAboutGate)
                .map(finding -> block(List.of(finding)))
                .forEach(blocks::add);
        if (findings.size() <= MOST_IN_FULL) {
            List<Finding> others = findings.stream()
                    .filter(finding -> !finding.isAboutGate())
                    .sorted(Comparator.comparing(Urgency::of))
                    .toList();
            EditedBlocks.of(others, List::of).stream().map(this::block).forEach(blocks::add);
        } else if (!evaluation.linesToEdit().isEmpty()) {
            blocks.add(overview(evaluation.linesToEdit()));
            blocks.add(advice(findings));
        }
        return List.copyOf(blocks);
    }

    /** The findings of one edit in full, the worst first; what the first says already is not said again. */
    private ConsoleLine block(List<Finding> findings) {
        boolean fails = findings.stream().anyMatch(Finding::fails);
        Finding first = findings.get(0);
        var parts = new ArrayList<ConsolePart>();
        parts.add(FindingText.headingRow(0, "", first));
        List<ConsolePart> told = FindingText.parts(first, said, fails && framed++ < FRAMES);
        parts.addAll(told);
        for (Finding other : findings.subList(1, findings.size())) {
            parts.add(FindingText.headingRow(2, "and ", other));
            FindingText.parts(other, said, false).stream()
                    .filter(part -> !told.contains(part))
                    .forEach(parts::add);
        }
        parts.add(Row.BLANK);
        return new ConsoleLine(fails ? Level.ERROR : Level.WARNING, parts);
    }

    private ConsoleLine overview(List<LineToEdit> lines) {
        List<EditGroup> groups =
                EditGroup.of(EditedBlocks.of(lines.stream().sorted(WORST).toList(), LineToEdit::findings));
        Set<List<LineToEdit>> framedEdits = EditGroup.identical(groups.stream()
                .flatMap(group -> group.edits().stream())
                .filter(edit -> EditGroup.failing(edit) > 0)
                .sorted(Comparator.comparing(edit -> edit.get(0).worst()))
                .limit(FRAMES)
                .toList());
        int open = MOST_LINES
                - groups.stream()
                        .limit(MOST_SOURCES)
                        .mapToInt(group -> 1 + group.mustShow().size())
                        .sum();
        var parts = new ArrayList<ConsolePart>();
        parts.add(Row.of(
                0,
                "the lines to edit by chart and folder; every finding in full: the reports, or "
                        + CommandText.option("console") + "=full"));
        int left = 0;
        for (int at = 0; at < groups.size(); at++) {
            EditGroup group = groups.get(at);
            if (at < MOST_SOURCES || group.fails()) {
                List<List<LineToEdit>> shown = group.shown(open);
                open -= shown.size() - group.mustShow().size();
                if (at > 0) {
                    parts.add(Row.BLANK);
                }
                parts.addAll(group.parts(shown, framedEdits));
            } else if (at < MOST_SOURCES + MOST_SHORT_SOURCES) {
                parts.add(group.summary());
            } else {
                left++;
            }
        }
        if (left > 0) {
            parts.add(Row.of(2, "and " + left + " more charts and folders, none fails; the reports list them"));
        }
        parts.add(Row.BLANK);
        boolean fails = lines.stream().anyMatch(line -> line.failing() > 0);
        return new ConsoleLine(fails ? Level.ERROR : Level.WARNING, parts);
    }

    /** How to fix them, once for each policy, the worst first. */
    private ConsoleLine advice(List<Finding> findings) {
        var parts = new ArrayList<ConsolePart>();
        parts.add(Row.of(0, "How to fix them, by policy:"));
        findings.stream()
                .filter(finding -> !finding.isAboutGate())
                .sorted(Comparator.comparing((Finding finding) -> !finding.fails())
                        .thenComparing(Finding::severity)
                        .thenComparing(finding -> finding.policy().id()))
                .forEach(finding -> {
                    if (said.isFirst(finding)) {
                        parts.add(Row.of(2, TextStyle.PATH, finding.policy().id())
                                .plain(": " + finding.policy().remediation()));
                        parts.add(Row.of(6, finding.policy().documentation()));
                    }
                });
        parts.add(Row.BLANK);
        return new ConsoleLine(Level.INFO, parts);
    }
}
