package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.policy.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** How many resources, findings and problems each environment has. */
final class SummaryTable {
    private static final int LONGEST_NAME = 36;

    private final Evaluation evaluation;
    private final boolean hasVendorDebt;

    private SummaryTable(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.hasVendorDebt = !evaluation.vendorDebt().isEmpty();
    }

    static List<ConsolePart> parts(Evaluation evaluation) {
        return new SummaryTable(evaluation).parts();
    }

    static List<List<String>> rows(Evaluation evaluation) {
        return new SummaryTable(evaluation).rows();
    }

    private List<ConsolePart> parts() {
        var parts = new ArrayList<ConsolePart>();
        parts.add(new ConsolePart.Table(counted(rows())));
        if (evaluation.environments().stream().anyMatch(this::lacks)) {
            parts.add(Row.of(2, "* could not be read in full: its numbers are lower bounds"));
        }
        return parts;
    }

    /** The columns that say something: what is zero everywhere is left out. */
    private static List<List<String>> counted(List<List<String>> rows) {
        List<Integer> columns = IntStream.range(0, rows.get(0).size())
                .filter(column -> column <= 1
                        || rows.stream()
                                .skip(1)
                                .anyMatch(row -> !row.get(column).equals("0")))
                .boxed()
                .toList();
        return rows.stream().map(row -> columns.stream().map(row::get).toList()).toList();
    }

    /** Whether something of an environment could not be read. */
    private boolean lacks(String environment) {
        return evaluation.ledger().releases().stream()
                .anyMatch(release -> release.id().environment().equals(environment) && !release.complete());
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        var header = new ArrayList<>(List.of("environment", "resources"));
        Arrays.stream(Severity.values()).map(Severity::toString).forEach(header::add);
        header.addAll(List.of("unknown", "problems"));
        if (!evaluation.suppressed().isEmpty()) {
            header.addAll(List.of("exempt", "baseline"));
        }
        if (hasVendorDebt) {
            header.add("third-party");
        }
        rows.add(header);
        List<String> environments = evaluation.environments();
        for (String environment : environments) {
            rows.add(row(
                    name(environment) + (lacks(environment) ? " *" : ""),
                    environment::equals,
                    problemsIn(environment)));
        }
        if (environments.size() != 1
                || problemsIn(environments.get(0)) != evaluation.problems().size()) {
            // one finding may occur in several environments and is counted once here
            rows.add(row("all", environment -> true, evaluation.problems().size()));
        }
        return rows;
    }

    private static String name(String environment) {
        String name = SafeText.line(environment);
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private long problemsIn(String environment) {
        return evaluation.problems().stream()
                .filter(problem -> problem.releases().stream()
                        .anyMatch(release -> release.environment().equals(environment)))
                .count();
    }

    private List<String> row(String name, Predicate<String> member, long problems) {
        var row = new ArrayList<String>();
        row.add(name);
        row.add(String.valueOf(evaluation.ledger().releases().stream()
                .filter(release ->
                        member.test(release.id().environment()) && !release.id().isUpgrade())
                .mapToInt(Ledger.ReleaseAccount::manifests)
                .sum()));
        List<Finding> findings = evaluation.open().stream()
                .filter(finding -> finding.environments().stream().anyMatch(member))
                .toList();
        for (Severity severity : Severity.values()) {
            row.add(String.valueOf(findings.stream()
                    .filter(finding -> finding.unknown() == null && finding.severity() == severity)
                    .count()));
        }
        row.add(String.valueOf(
                findings.stream().filter(finding -> finding.unknown() != null).count()));
        row.add(String.valueOf(problems));
        if (!evaluation.suppressed().isEmpty()) {
            row.add(suppressed(member, Suppression.Type.EXEMPTION));
            row.add(suppressed(member, Suppression.Type.BASELINE));
        }
        if (hasVendorDebt) {
            row.add(suppressed(member, Suppression.Type.VENDOR));
        }
        return row;
    }

    private String suppressed(Predicate<String> member, Suppression.Type type) {
        return String.valueOf(evaluation.suppressed().stream()
                .filter(finding -> finding.environments().stream().anyMatch(member))
                .map(Finding::suppression)
                .filter(suppression -> suppression != null && suppression.type() == type)
                .count());
    }
}
