package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.MissingInput;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.policy.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The verdict at the top of a page, in words that cannot be taken for a pass where none is. */
final class HtmlHeading {
    private final Evaluation evaluation;
    private final Map<Severity, Integer> open = new EnumMap<>(Severity.class);

    HtmlHeading(Evaluation evaluation) {
        this.evaluation = evaluation;
        for (Severity severity : Severity.values()) {
            open.put(severity, 0);
        }
        evaluation.open().forEach(finding -> open.merge(finding.severity(), 1, Integer::sum));
    }

    /** How the page looks. Its name is a class in the style sheet. */
    enum Look {
        PASSES,
        WARNS,
        FAILS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Map<Severity, Integer> open() {
        return Map.copyOf(open);
    }

    private int count(Severity severity) {
        return open.getOrDefault(severity, 0);
    }

    Look look() {
        if (evaluation.outcome() != Outcome.PASSED) {
            return Look.FAILS;
        }
        boolean isClean = serious().isEmpty()
                && !isEmpty()
                && (isEnforced() || evaluation.open().isEmpty())
                && isComplete();
        return isClean ? Look.PASSES : Look.WARNS;
    }

    private boolean isComplete() {
        return evaluation.ledger().notEvaluated().isEmpty() && lacking() == 0;
    }

    /** How many resources are not evaluated by each policy, since no source provides an input. */
    private long lacking() {
        return evaluation.missing().stream()
                .filter(missing -> !missing.isNamed())
                .mapToLong(MissingInput::resources)
                .sum();
    }

    private boolean isEnforced() {
        return evaluation.thresholds().failOn() != null;
    }

    private boolean isEmpty() {
        return evaluation.ledger().resources() + evaluation.ledger().values() == 0
                && evaluation.ledger().notEvaluated().isEmpty();
    }

    /** The largest words of the page. */
    String words() {
        return switch (evaluation.outcome()) {
            case ERROR -> "Failed with errors";
            case FAILED -> "Failed: " + sum(failing(), "finding fails", "findings fail") + " the build";
            case PASSED -> passed();
        };
    }

    private String passed() {
        if (!isEnforced() && !evaluation.open().isEmpty()) {
            return "Not enforced: "
                    + (serious().isEmpty()
                            ? sum(evaluation.open().size(), "finding", "findings")
                            : serious() + " open");
        }
        if (!serious().isEmpty()) {
            return "Passed with " + serious() + " open";
        }
        if (isEmpty()) {
            return "Nothing to evaluate";
        }
        return isComplete() ? "Passed" : "Passed what was evaluated";
    }

    /** {@code 8 critical, 74 high findings}; empty where there is none of either. */
    private String serious() {
        var parts = new ArrayList<String>();
        for (Severity severity : new Severity[] {Severity.CRITICAL, Severity.HIGH}) {
            if (count(severity) > 0) {
                parts.add(count(severity) + " " + severity);
            }
        }
        int all = count(Severity.CRITICAL) + count(Severity.HIGH);
        return parts.isEmpty() ? "" : String.join(", ", parts) + (all == 1 ? " finding" : " findings");
    }

    private long failing() {
        return evaluation.findings().stream().filter(Finding::fails).count();
    }

    /** What was evaluated, what fails by which threshold, and what is left open. */
    String sentence() {
        int problems = evaluation.problems().size();
        if (evaluation.ledger().releases().isEmpty() && problems > 0) {
            return sum(problems, "problem", "problems") + ". Nothing was evaluated.";
        }
        var text = new StringBuilder(sum(evaluation.ledger().resources(), "resource", "resources"));
        int values = evaluation.ledger().values();
        if (values > 0) {
            text.append(" and the values of ").append(sum(values, "chart", "charts"));
        }
        text.append(" evaluated. ");
        int all = evaluation.open().size();
        text.append(
                all == 0
                        ? "No open finding"
                        : (failing() == 0 ? "None" : String.valueOf(failing())) + " of "
                                + sum(all, "open finding", "open findings")
                                + (failing() < 2 ? " fails" : " fail") + " the build");
        if (evaluation.thresholds().isInForce()) {
            text.append(" (failOn: ")
                    .append(EvaluationText.threshold(evaluation.thresholds().failOn()))
                    .append(')');
        }
        text.append(". ");
        if (problems > 0) {
            text.append(sum(problems, "problem makes", "problems make")).append(" the result incomplete. ");
        }
        int skipped = evaluation.ledger().notEvaluatedCount();
        if (skipped > 0) {
            text.append(skipped)
                    .append(skipped == 1 ? " input was" : " inputs were")
                    .append(" not evaluated. ");
        }
        if (lacking() > 0) {
            text.append(sum(lacking(), "resource lacks", "resources lack")).append(" inputs that some policies need.");
        }
        return text.toString().strip();
    }

    private static String sum(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
