package io.github.akspolicy.evaluate;

import static java.util.stream.Collectors.joining;

import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.SourceLocation;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, once: one line to edit, however many resources and environments it makes wrong.
 *
 * @param policy the policy that says so
 * @param severity how bad it is
 * @param unknown why it could not be said, or null when it is a violation
 * @param message what is wrong
 * @param occurrences where it occurs, sorted; at least one
 * @param passesIn the environments in which the same resource passes, sorted
 * @param suppression why it fails nothing although it is there, or null when it is open
 * @param change what it is to the base that the evaluation was compared with, or null when with none
 * @param fails whether it fails the build
 */
public record Finding(
        PolicyInfo policy,
        Severity severity,
        @Nullable UnknownCause unknown,
        String message,
        List<Occurrence> occurrences,
        List<Elsewhere> passesIn,
        @Nullable Suppression suppression,
        @Nullable Change change,
        boolean fails)
        implements Serializable {
    /**
     * An environment in which the same resource passes.
     *
     * @param environment its name
     * @param setAt the line that sets the field there, or null when it is not set there either or is not known
     */
    public record Elsewhere(String environment, @Nullable SourceLocation setAt) implements Serializable {}

    public Finding {
        occurrences = List.copyOf(occurrences);
        passesIn = List.copyOf(passesIn);
    }

    /** An open finding. */
    public Finding(
            PolicyInfo policy,
            Severity severity,
            @Nullable UnknownCause unknown,
            String message,
            List<Occurrence> occurrences,
            List<Elsewhere> passesIn,
            boolean fails) {
        this(policy, severity, unknown, message, occurrences, passesIn, null, null, fails);
    }

    /**
     * The same, where it occurs in these places only.
     *
     * @param some at least one
     */
    public Finding in(List<Occurrence> some) {
        return new Finding(policy, severity, unknown, message, some, passesIn, suppression, change, fails);
    }

    /** Compared with a base. */
    Finding compared(Change found, boolean failing) {
        return new Finding(policy, severity, unknown, message, occurrences, passesIn, suppression, found, failing);
    }

    /**
     * What to do about it, without a capital letter and a final stop: what the policy says, or the switch to turn where that alone
     * makes the chart write the field.
     */
    public String advice() {
        DecidingValue decides = occurrences.get(0).origin().decidedBy();
        if (decides == null) {
            return policy.remediation();
        }
        String others = others(decides.alsoSet());
        if (decides.wholeList()) {
            return "give your values the whole list " + decides.key() + ", since values replace a list; in it, "
                    + policy.remediation() + others;
        }
        Object value = decides.switchTo();
        // other constants are text of a template, which may be anything
        return (value instanceof Boolean || value instanceof Number
                        ? "set " + decides.key() + ": " + value + ", which makes the chart write the field"
                        : policy.remediation())
                + others;
    }

    private static String others(List<DecidingValue.AlsoSet> values) {
        return values.isEmpty()
                ? ""
                : values.stream()
                                .map(DecidingValue.AlsoSet::toString)
                                .collect(joining(
                                        " and ",
                                        "; the chart writes it only where ",
                                        values.size() == 1 ? " is" : " are"))
                        + " set, too";
    }

    /**
     * Whether an edit is known that may fix it, in a file of the repository, without taking away what the program may need. Whether it
     * does is proven by rendering with it.
     */
    public boolean mayBeFixed() {
        Occurrence first = occurrences.get(0);
        Fix fix = first.fix();
        SourceLocation at = location();
        boolean isEditable = switch (at.role()) {
            case VALUES, TEMPLATE, MANIFEST -> !at.path().contains(".tgz!/");
            case DEPENDENCY, CONFIGURATION, GENERATED, COPY -> false;
        };
        return fix != null
                && !fix.takesAway()
                && unknown == null
                && isEditable
                && isOneEdit(first.origin().decidedBy())
                && !first.origin().approximate();
    }

    private static boolean isOneEdit(@Nullable DecidingValue decides) {
        return decides == null || decides.alsoSet().isEmpty();
    }

    /** Whether neither an exemption nor the baseline suppresses it. */
    public boolean isOpen() {
        return suppression == null;
    }

    /** Whether it is about a change that makes the gate weaker: it is shown before everything else. */
    public boolean isAboutGate() {
        return policy.group().equals(PolicyInfo.GATE_GROUP);
    }

    /** What identifies it over time: the key of its first occurrence. */
    public String key() {
        return occurrences.get(0).key();
    }

    /** The line to edit. */
    public SourceLocation location() {
        return occurrences.get(0).origin().primary();
    }

    /** The environments it occurs in, sorted. */
    public List<String> environments() {
        return occurrences.stream()
                .map(occurrence -> occurrence.release().environment())
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether it shows only where charts are rendered as upgrades. */
    public boolean isOnlyInUpgrade() {
        return occurrences.stream().allMatch(occurrence -> occurrence.release().isUpgrade());
    }

    /** The subjects it occurs in without repetition, in order: {@code Deployment a, container b}. */
    public List<String> subjects() {
        return occurrences.stream().map(Occurrence::subject).distinct().toList();
    }
}
