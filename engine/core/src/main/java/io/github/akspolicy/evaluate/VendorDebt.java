package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong in a chart of others and out of reach of every values file: another version of the chart mends it, or its
 * vendor. It fails nothing and is listed, so that an update can be judged by it.
 *
 * @param chart name and version, {@code redis@18.1.0}
 * @param entries where it comes in, sorted
 * @param findings what is wrong, worst first; at least one
 */
public record VendorDebt(String chart, List<SourceLocation> entries, List<Finding> findings) {
    public VendorDebt {
        entries = List.copyOf(entries);
        findings = List.copyOf(findings);
    }

    /** The severity of the worst finding. */
    public Severity worst() {
        return findings.get(0).severity();
    }

    /** One harmless line: {@code redis@18.1.0: 3 findings, the worst high: pod/run-as-non-root, ...}. */
    public String text() {
        return SafeText.line(chart + ": " + findings.size() + (findings.size() == 1 ? " finding" : " findings")
                + ", the worst " + worst() + ": "
                + String.join(
                        ", ",
                        findings.stream()
                                .map(finding -> finding.policy().id())
                                .distinct()
                                .toList()));
    }

    /** By chart and version, from findings in their order. */
    static List<VendorDebt> of(List<Finding> findings) {
        Map<String, List<Finding>> byChart = new TreeMap<>();
        for (Finding finding : findings) {
            Suppression suppression = finding.suppression();
            if (suppression != null && suppression.type() == Suppression.Type.VENDOR) {
                finding.occurrences().stream()
                        .map(occurrence -> occurrence.origin().chart())
                        .filter(line -> line != null && line.vendor())
                        .map(ChartLine::chart)
                        .distinct()
                        .forEach(chart -> byChart.computeIfAbsent(chart, unused -> new ArrayList<>())
                                .add(finding));
            }
        }
        var debts = new ArrayList<VendorDebt>();
        byChart.forEach((chart, all) -> debts.add(new VendorDebt(
                chart, all.stream().map(Finding::location).distinct().sorted().toList(), all)));
        return debts;
    }
}
