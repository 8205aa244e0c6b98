package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.policy.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The findings for a console. Few of them are told in full. Of many, each line to edit is one line, below the chart or folder that it
 * belongs to: a log that is longer than a few screens is not read.
 */
public final class FindingsOverview {
    /** So many are told in full. */
    public static final int MOST_IN_FULL = 20;

    /** Of the overview. */
    private static final int MOST_LINES = 60;

    /** Of the overview, charts and folders not counted. */
    private static final int LEAST_LINES = 20;

    private static final int MOST_SOURCES = 40;
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
            var lines = new ArrayList<String>();
            lines.add(FindingText.heading(finding));
            lines.addAll(FindingText.details(finding));
            return new Block(finding.fails(), lines);
        }
    }

    private FindingsOverview() {}

    /**
     * The open findings, those that are shown beside the code. What makes the gate weaker comes first and in full.
     *
     * @param inFull whether all are told in full, however many there are
     */
    public static List<Block> blocks(Evaluation evaluation, boolean inFull) {
        List<Finding> findings = evaluation.annotated();
        if (inFull || findings.size() <= MOST_IN_FULL) {
            return findings.stream().map(Block::of).toList();
        }
        var blocks = new ArrayList<Block>();
        findings.stream().filter(Finding::isAboutGate).map(Block::of).forEach(blocks::add);
        blocks.add(overview(evaluation.linesToEdit()));
        return List.copyOf(blocks);
    }

    private static Block overview(List<LineToEdit> lines) {
        List<LineToEdit> worst = lines.stream().sorted(WORST).toList();
        Map<String, List<LineToEdit>> bySource = new LinkedHashMap<>();
        worst.forEach(line -> bySource.computeIfAbsent(line.source(), source -> new ArrayList<>())
                .add(line));
        List<String> sources = bySource.keySet().stream().limit(MOST_SOURCES).toList();
        Set<LineToEdit> shown = worst.stream()
                .filter(line -> sources.contains(line.source()))
                .limit(Math.max(LEAST_LINES, MOST_LINES - sources.size()))
                .collect(Collectors.toSet());
        var text = new TextLines();
        text.add(
                "",
                "the lines to edit by chart and folder; every finding in full: the reports, or -Daks-policy.console=full");
        for (String source : sources) {
            List<LineToEdit> here = bySource.getOrDefault(source, List.of());
            // the name is input: indented it cannot pass for a line of ours
            text.add(INDENT, source + ": " + counts(here));
            here.stream().filter(shown::contains).forEach(line -> text.add(INDENT + INDENT, line(line)));
        }
        if (sources.size() < bySource.size()) {
            long left = lines.stream()
                    .filter(line -> !sources.contains(line.source()))
                    .mapToLong(line -> line.findings().size())
                    .sum();
            text.add(
                    INDENT,
                    "and " + (bySource.size() - sources.size()) + " more charts and folders with " + left
                            + " findings");
        }
        return new Block(lines.stream().anyMatch(line -> line.failing() > 0), text.lines());
    }

    private static String counts(List<LineToEdit> lines) {
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
    private static String line(LineToEdit line) {
        Map<String, Severity> policies = new LinkedHashMap<>();
        line.findings().forEach(finding -> policies.putIfAbsent(finding.policy().id(), finding.severity()));
        String told = policies.entrySet().stream()
                .limit(MOST_POLICIES)
                .map(policy -> policy.getValue() + " " + policy.getKey())
                .collect(Collectors.joining(", "));
        int more = policies.size() - MOST_POLICIES;
        String times = line.findings().size() > policies.size()
                ? " (" + line.findings().size() + " findings)"
                : "";
        Finding first = line.findings().get(0);
        String only = first.passesIn().isEmpty() ? "" : "; only in " + String.join(", ", first.environments());
        return line.place() + "   " + told + (more > 0 ? ", " + more + " more" : "") + times + only;
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
