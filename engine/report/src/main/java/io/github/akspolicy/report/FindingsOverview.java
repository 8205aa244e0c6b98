package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.policy.Severity;
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
    private static final int MOST_POLICIES = 2;
    private static final String INDENT = "  ";

    private static final Comparator<LineToEdit> WORST = Comparator.comparing((LineToEdit line) -> line.failing() == 0)
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
            List<Finding> others =
                    findings.stream().filter(finding -> !finding.isAboutGate()).toList();
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
        Map<String, List<List<LineToEdit>>> bySource = new LinkedHashMap<>();
        worst.forEach(edit -> bySource.computeIfAbsent(edit.get(0).source(), source -> new ArrayList<>())
                .add(edit));
        Set<List<LineToEdit>> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        worst.stream().filter(FindingsOverview::fails).forEach(shown::add);
        bySource.values().forEach(edits -> shown.add(edits.get(0)));
        worst.stream()
                .filter(edit -> !shown.contains(edit))
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
                here.stream().filter(shown::contains).forEach(edit -> text.add(INDENT + INDENT, line(edit)));
                long left = here.stream()
                        .filter(edit -> !shown.contains(edit))
                        .mapToLong(List::size)
                        .sum();
                if (left > 0) {
                    text.add(INDENT + INDENT, "and " + number(left, "more line") + ", none fails");
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

    private static boolean fails(List<LineToEdit> edit) {
        return edit.stream().anyMatch(line -> line.failing() > 0);
    }

    private static String counts(List<List<LineToEdit>> edits) {
        List<LineToEdit> lines = edits.stream().flatMap(List::stream).toList();
        long findings = lines.stream().mapToLong(line -> line.findings().size()).sum();
        long failing = lines.stream().mapToLong(LineToEdit::failing).sum();
        List<String> owners = lines.stream()
                .flatMap(line -> line.owners().stream())
                .distinct()
                .toList();
        return number(findings, "finding") + " on " + number(lines.size(), "line") + ", "
                + (failing == 0 ? "none fails" : failing + (failing == 1 ? " fails" : " fail"))
                + (owners.isEmpty() ? "" : "; owners: " + String.join(" ", owners));
    }

    /** {@code deploy/values.yaml:12   critical pod/privileged, high pod/capabilities, 3 more; only in prod}. */
    private static String line(List<LineToEdit> edit) {
        List<Finding> findings = edit.stream()
                .flatMap(line -> line.findings().stream())
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        Map<String, Severity> policies = new LinkedHashMap<>();
        findings.forEach(finding -> policies.putIfAbsent(finding.policy().id(), finding.severity()));
        String told = policies.entrySet().stream()
                .limit(MOST_POLICIES)
                .map(policy -> policy.getValue() + " " + policy.getKey())
                .collect(Collectors.joining(", "));
        int more = policies.size() - MOST_POLICIES;
        String times = findings.size() > policies.size() ? " (" + findings.size() + " findings)" : "";
        String others = edit.size() == 1
                ? ""
                : edit.stream()
                        .skip(1)
                        .map(line -> String.valueOf(line.at().line()))
                        .collect(Collectors.joining(", ", ", also line ", ""));
        Set<List<String>> environments = findings.stream()
                .map(finding -> finding.passesIn().isEmpty() ? List.<String>of() : finding.environments())
                .collect(Collectors.toSet());
        List<String> same = environments.size() == 1 ? environments.iterator().next() : List.of();
        String only = same.isEmpty() ? "" : "; only in " + String.join(", ", same);
        return edit.get(0).place() + others + "   " + told + (more > 0 ? ", " + more + " more" : "") + times + only;
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
