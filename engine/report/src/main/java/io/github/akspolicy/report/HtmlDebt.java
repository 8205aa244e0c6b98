package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.evaluate.VendorDebt;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is suppressed, by what, and until when: nothing is green in silence. */
final class HtmlDebt {
    private final Evaluation evaluation;
    private final Html html;

    HtmlDebt(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    void write() throws IOException {
        List<Finding> exempt = of(Suppression.Type.EXEMPTION);
        List<Finding> frozen = of(Suppression.Type.BASELINE);
        List<VendorDebt> vendor = evaluation.vendorDebt();
        if (exempt.isEmpty() && frozen.isEmpty() && vendor.isEmpty()) {
            html.text("p", "Nothing is exempt, and there is no baseline.", "class", "good");
            return;
        }
        if (!exempt.isEmpty()) {
            html.text("h3", "Exempt: " + exempt.size());
            table(List.of("Policy", "Where", "Kind", "Until", "Owner", "Reason"), exempt);
        }
        if (!frozen.isEmpty()) {
            html.text("h3", "In the baseline: " + frozen.size());
            html.text("p", "Findings that were there before. The baseline may only shrink.", "class", "note");
            table(List.of("Policy", "Where"), frozen);
        }
        if (!vendor.isEmpty()) {
            html.text(
                    "h3",
                    "In third-party charts: " + of(Suppression.Type.VENDOR).size());
            html.text(
                    "p",
                    "What no values file reaches. Another version of the chart fixes it, or its author.",
                    "class",
                    "note");
            for (VendorDebt debt : vendor) {
                html.element("details", () -> chart(debt), "class", "catalog");
            }
        }
    }

    private void chart(VendorDebt debt) throws IOException {
        html.element("summary", () -> {
            html.text("b", debt.chart());
            html.text("span", debt.findings().size() + " ", "class", "count");
            html.text("span", debt.worst().toString(), "class", "badge " + debt.worst());
            for (SourceLocation entry : debt.entries()) {
                html.text(" ");
                html.text("code", entry.toString(), "class", "path");
            }
        });
        table(List.of("Policy", "Where", "Message"), debt.findings());
    }

    private List<Finding> of(Suppression.Type type) {
        return evaluation.suppressed().stream()
                .filter(finding ->
                        finding.suppression() != null && finding.suppression().type() == type)
                .toList();
    }

    private void table(List<String> titles, List<Finding> findings) throws IOException {
        html.table(titles, () -> {
            for (Finding finding : findings) {
                html.element("tr", () -> row(finding));
            }
        });
    }

    /** The line to edit; in a third-party chart, which nobody edits, the line that is wrong. */
    private static String place(Finding finding) {
        ChartLine line = finding.occurrences().get(0).origin().chart();
        boolean isVendors =
                finding.suppression() != null && finding.suppression().type() == Suppression.Type.VENDOR;
        return line == null || !isVendors ? finding.location().toString() : line.path() + ":" + line.line();
    }

    private void row(Finding finding) throws IOException {
        html.element(
                "th",
                () -> {
                    html.text("span", finding.severity().toString(), "class", "badge " + finding.severity());
                    html.text(" " + finding.policy().id());
                },
                "scope",
                "row");
        html.element("td", () -> {
            html.text(FindingText.subject(finding) + " in " + String.join(", ", finding.environments()) + " ");
            html.text("code", place(finding), "class", "path");
        });
        Suppression suppression = finding.suppression();
        if (suppression != null && suppression.type() == Suppression.Type.VENDOR) {
            html.text("td", FindingText.statement(finding));
            return;
        }
        if (suppression == null || suppression.type() == Suppression.Type.BASELINE) {
            return;
        }
        html.text("td", String.valueOf(suppression.kind()));
        html.text("td", suppression.until() == null ? "" : suppression.until().toString());
        var owners = new ArrayList<String>();
        if (suppression.owner() != null) {
            owners.add(suppression.owner());
        }
        if (suppression.approvedBy() != null) {
            owners.add("approved by " + suppression.approvedBy());
        }
        html.text("td", String.join(", ", owners));
        html.element("td", () -> {
            html.text(suppression.reason() + " ");
            html.text("code", suppression.at().toString(), "class", "path");
        });
    }
}
