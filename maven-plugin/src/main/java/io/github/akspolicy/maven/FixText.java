package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.fix.Attempt;
import io.github.akspolicy.fix.FixResult;
import io.github.akspolicy.fix.Repair;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.report.FindingText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says what a fix did, and why it did not do the rest. */
final class FixText {
    private final FixResult result;

    FixText(FixResult result) {
        this.result = result;
    }

    /** What became of one finding: each edit that was tried, with the lines as they were and as they are. */
    String block(Repair repair) {
        var lines = new ArrayList<String>();
        lines.add((repair.isDone() ? "fixed: " : "not fixed: ") + FindingText.heading(repair.finding()));
        for (Attempt attempt : repair.attempts()) {
            lines.add("  " + attempt.path() + ":" + attempt.line()
                    + (attempt.isKept() ? "" : "   tried and undone: " + attempt.refusal()));
            int indent = Stream.concat(attempt.removed().stream(), attempt.added().stream())
                    .filter(line -> !line.isBlank())
                    .mapToInt(line -> line.length() - line.stripLeading().length())
                    .min()
                    .orElse(0);
            attempt.removed().forEach(line -> lines.add("    - " + line.substring(Math.min(indent, line.length()))));
            attempt.added().forEach(line -> lines.add("    + " + line.substring(Math.min(indent, line.length()))));
        }
        if (repair.isDone() && repair.attempts().stream().noneMatch(Attempt::isKept)) {
            lines.add("  " + repair.finding().location() + "   by another edit");
        } else if (!repair.isDone() && repair.attempts().isEmpty()) {
            lines.add("  " + repair.finding().location() + "   " + repair.refusal());
        }
        return String.join(System.lineSeparator(), lines);
    }

    String files() {
        int files = result.files().size();
        return files == 0 ? "no file is edited" : files + (files == 1 ? " file is" : " files are") + " edited";
    }

    /** The last lines. */
    List<String> summary(String done) {
        long fixed = result.repairs().stream().filter(Repair::isDone).count();
        long left = result.repairs().stream()
                .filter(repair -> !repair.isDone() && repair.hasFix())
                .count();
        long others = result.repairs().size() - fixed - left;
        var lines = new ArrayList<String>(List.of(
                "",
                "FIXED: " + fixed + " of " + result.repairs().size() + " findings, each proven in every environment; "
                        + done + ".",
                left + (left == 1 ? " fix was" : " fixes were") + " not kept, for the reasons above; " + others
                        + (others == 1 ? " finding needs" : " findings need")
                        + " a decision: mvn aks-policy:verify"));
        if (exemptions(result.after()) > exemptions(result.before())) {
            lines.add(
                    "Exemptions or entries of the baseline are not needed any more: mvn aks-policy:verify names them.");
        }
        return lines;
    }

    private static long exemptions(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP))
                .count();
    }
}
