package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line with all findings that name it as the one to edit: one edit, and they go.
 *
 * @param at the line; where findings name several columns, the first
 * @param findings at least one, the worst first
 * @param owners the code owners of the file; empty when none are known
 */
public record LineToEdit(SourceLocation at, List<Finding> findings, List<String> owners) {
    /** Those that most findings go with come first. */
    public static final Comparator<LineToEdit> ORDER = Comparator.comparing(
                    (LineToEdit line) -> -line.findings().size())
            .thenComparing(LineToEdit::worst)
            .thenComparing(LineToEdit::at);

    public LineToEdit {
        findings = List.copyOf(findings);
        owners = List.copyOf(owners);
    }

    /**
     * Groups findings.
     *
     * @param findings in their order, the worst first
     * @param owners the owners of files by path
     * @return in the order of {@link #ORDER}
     */
    static List<LineToEdit> of(List<Finding> findings, Map<String, List<String>> owners) {
        Map<String, List<Finding>> byLine = new LinkedHashMap<>();
        for (Finding finding : findings) {
            SourceLocation at = finding.location();
            byLine.computeIfAbsent(at.line() + " " + at.path(), line -> new ArrayList<>())
                    .add(finding);
        }
        return byLine.values().stream()
                .map(same -> {
                    SourceLocation first = same.stream()
                            .map(Finding::location)
                            .sorted()
                            .findFirst()
                            .orElseThrow();
                    return new LineToEdit(first, same, owners.getOrDefault(first.path(), List.of()));
                })
                .sorted(ORDER)
                .toList();
    }

    /** The severity of the worst finding. */
    public Severity worst() {
        return findings.get(0).severity();
    }

    /** How many of the findings fail the build. */
    public long failing() {
        return findings.stream().filter(Finding::fails).count();
    }

    /** The chart or folder that the findings are in; of several, that of the first. */
    public String source() {
        return findings.get(0).occurrences().get(0).release().source();
    }

    /** {@code deploy/values.yaml:12}. */
    public String place() {
        return at.path() + ":" + at.line();
    }
}
