package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** Lines of the overview, the headings not counted. */
    private static final int MOST_LINES = 60;

    private static final int MOST_SOURCES = 40;
    private static final int MOST_POLICIES = 2;
    private static final String INDENT = "  ";

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

    private final List<LineToEdit> lines;
    private final Set<LineToEdit> shown;

    private FindingsOverview(List<LineToEdit> lines) {
        this.lines = lines;
        this.shown = lines.stream()
                .sorted(Comparator.comparing((LineToEdit line) -> line.failing() == 0)
                        .thenComparing(LineToEdit::worst)
                        .thenComparing(LineToEdit.ORDER))
                .limit(MOST_LINES)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

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
        blocks.addAll(new FindingsOverview(evaluation.linesToEdit()).blocks());
        return List.copyOf(blocks);
    }

    private List<Block> blocks() {
        Map<String, List<LineToEdit>> bySource = new LinkedHashMap<>();
        // the sets are in the order of severity: the source with the worst line comes first
        shown.forEach(line -> bySource.computeIfAbsent(line.source(), source -> new ArrayList<>()));
        lines.forEach(line -> bySource.computeIfAbsent(line.source(), source -> new ArrayList<>())
                .add(line));
        var blocks = new ArrayList<Block>();
        bySource.forEach((source, all) -> {
            if (blocks.size() < MOST_SOURCES) {
                blocks.add(block(source, all));
            }
        });
        long left = bySource.values().stream()
                .skip(MOST_SOURCES)
                .flatMap(List::stream)
                .mapToLong(line -> line.findings().size())
                .sum();
        boolean fails = bySource.values().stream()
                .skip(MOST_SOURCES)
                .flatMap(List::stream)
                .anyMatch(line -> line.failing() > 0);
        var end = new TextLines();
        if (left > 0) {
            end.add("", (bySource.size() - MOST_SOURCES) + " more charts and folders: " + left + " findings");
        }
        end.add("", "Every finding in full: the reports, or -Daks-policy.console=full");
        blocks.add(new Block(fails, end.lines()));
        return blocks;
    }

    private Block block(String source, List<LineToEdit> all) {
        List<LineToEdit> here = all.stream()
                .filter(shown::contains)
                .sorted(Comparator.comparing(LineToEdit::worst).thenComparing(LineToEdit.ORDER))
                .toList();
        long findings = all.stream().mapToLong(line -> line.findings().size()).sum();
        long failing = all.stream().mapToLong(LineToEdit::failing).sum();
        List<String> owners =
                all.stream().flatMap(line -> line.owners().stream()).distinct().toList();
        var text = new TextLines();
        text.add(
                "",
                source + ": " + number(findings, "finding") + " on " + number(all.size(), "line") + " to edit, "
                        + (failing == 0 ? "none fails" : failing + (failing == 1 ? " fails" : " fail"))
                        + (owners.isEmpty() ? "" : "; owners: " + String.join(" ", owners)));
        here.forEach(line -> text.add(INDENT, line(line)));
        if (here.size() < all.size()) {
            text.add(INDENT, "and " + (all.size() - here.size()) + " more");
        }
        return new Block(failing > 0, text.lines());
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
