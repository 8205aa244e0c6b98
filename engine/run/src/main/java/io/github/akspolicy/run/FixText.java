package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.fix.Attempt;
import io.github.akspolicy.fix.FixResult;
import io.github.akspolicy.fix.Repair;
import io.github.akspolicy.fix.RunEffect;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.report.FindingText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a fix did, and why it did not do the rest.
 *
 * @param patch whether the edits are only proposed
 * @param verify the command that shows what is left
 */
record FixText(FixResult result, boolean patch, String verify) {
    /** What became of one finding: each edit that was tried, with the lines as they were and as they are. */
    String block(Repair repair) {
        var lines = new ArrayList<String>();
        String done = patch ? "would fix: " : "fixed: ";
        lines.add((repair.isDone() ? done : "not fixed: ") + FindingText.heading(repair.finding()));
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
        if (repair.isDone()) {
            repair.effect().ifPresent(effect -> lines.add("  changes how the container runs: " + effect.sentence()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String files() {
        int files = result.files().size();
        return files + (files == 1 ? " file is" : " files are") + " edited";
    }

    private String outcome(long fixed, String file) {
        int all = result.repairs().size();
        if (all == 0) {
            return result.before().ledger().resources()
                                    + result.before().ledger().values()
                            == 0
                    ? "NOTHING TO FIX: there is no chart, no manifest and no definition of a cluster."
                    : "NOTHING TO FIX: there is no finding.";
        }
        if (result.files().isEmpty()) {
            return "NOTHING TO FIX: no edit fixes one of " + all + (all == 1 ? " finding" : " findings")
                    + (patch ? "; no patch is written." : "; no file is edited.");
        }
        long failing = failing(repair -> true);
        return (patch ? "WOULD FIX: " : "FIXED: ") + fixed + " of " + all
                + (all == 1 ? " finding" : " findings")
                + (failing == 0 || failing == all
                        ? ""
                        : " (" + failing(Repair::isDone) + " of " + failing + " that fail)")
                + ", each proven in every environment; "
                + (patch ? "no file is edited yet: git apply " + file : files()) + ".";
    }

    /** The number that scan and verify speak of. */
    private long failing(Predicate<Repair> wanted) {
        return result.repairs().stream()
                .filter(wanted)
                .filter(repair -> repair.finding().fails())
                .count();
    }

    /** Which of the fixes that are made have to be tried. */
    private List<String> effects() {
        var findings = new EnumMap<RunEffect, Integer>(RunEffect.class);
        result.repairs().stream()
                .filter(Repair::isDone)
                .flatMap(repair -> repair.effect().stream())
                .forEach(effect -> findings.merge(effect, 1, Integer::sum));
        if (findings.isEmpty()) {
            return List.of();
        }
        String kinds = findings.entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
        return List.of("Of these, fixes that change how containers run: " + kinds
                + ". Nothing proves that their programs still work: try them before you deploy.");
    }

    /**
     * The last lines.
     *
     * @param file the patch, as messages show it
     */
    List<String> summary(String file) {
        long fixed = result.repairs().stream().filter(Repair::isDone).count();
        long left = result.repairs().stream()
                .filter(repair -> !repair.isDone() && repair.hasFix())
                .count();
        long others = result.repairs().size() - fixed - left;
        var lines = new ArrayList<String>(List.of("", outcome(fixed, file)));
        lines.addAll(effects());
        var rest = new ArrayList<String>();
        if (left > 0) {
            rest.add(left + (left == 1 ? " fix was" : " fixes were") + " not kept, for the reasons above");
        }
        if (others > 0) {
            rest.add(others + (others == 1 ? " finding needs" : " findings need") + " a decision: " + verify);
        }
        if (!rest.isEmpty()) {
            lines.add(String.join("; ", rest));
        }
        if (exemptions(result.after()) > exemptions(result.before())) {
            lines.add("Exemptions or entries of the baseline are not needed any more: " + verify + " names them.");
        }
        return lines;
    }

    private static long exemptions(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP))
                .count();
    }
}
