package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * What no source of an environment supplies, so that resources could not be evaluated: one for each kind and environment,
 * however many resources it concerns. It fails nothing; a kind that the configuration requires is reported as findings.
 *
 * @param kind what is missing
 * @param environment where
 * @param gaps what could not be evaluated for that; at least one
 */
public record MissingInput(InputKind kind, String environment, List<Gap> gaps) implements Serializable {
    static final Comparator<MissingInput> ORDER =
            Comparator.comparing(MissingInput::environment).thenComparing(MissingInput::kind);

    private static final int EXAMPLES = 3;

    /**
     * A resource that a policy could not evaluate.
     *
     * @param message what is missing, in the policy's words
     */
    public record Gap(ReleaseId release, ResourceId resource, String policyId, String message)
            implements Serializable {}

    public MissingInput {
        gaps = List.copyOf(gaps);
    }

    /** Whether the account names each of them as not evaluated: a summary need not say it twice. */
    public boolean isNamed() {
        return kind == InputKind.SOURCES;
    }

    /** How many resources could not be evaluated. */
    public long resources() {
        return gaps.stream()
                .map(gap -> gap.release() + " " + gap.resource())
                .distinct()
                .count();
    }

    /** The policies that could not evaluate them, sorted. */
    public List<String> policies() {
        return gaps.stream().map(Gap::policyId).distinct().sorted().toList();
    }

    /** A few of the messages, sorted. */
    public List<String> examples() {
        return gaps.stream()
                .map(Gap::message)
                .distinct()
                .sorted()
                .limit(EXAMPLES)
                .toList();
    }

    /** The one line that reports it. */
    public String line() {
        long others = gaps.stream().map(Gap::message).distinct().count() - 1;
        return environment + ": not evaluated: " + resources()
                + (resources() == 1 ? " resource needs " : " resources need ") + kind
                + ", which no source provides, for " + String.join(", ", policies()) + ": "
                + examples().get(0) + (others == 0 ? "" : " (and " + others + " more)");
    }
}
