package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.source.SourceLocation;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A reasoned and owned exception from a policy.
 *
 * @param policyId the policy's own id
 * @param kind why it is no fault
 * @param scope what it concerns
 * @param reason in words
 * @param owner who answers for it
 * @param approvedBy who accepted the risk, or null
 * @param until the last day it holds, or null when only the rule's version ends it
 * @param ruleVersion the version of the rule that is wrong here, or null
 * @param at the line that states it
 */
public record Exemption(
        String policyId,
        Kind kind,
        Scope scope,
        String reason,
        String owner,
        @Nullable String approvedBy,
        @Nullable LocalDate until,
        @Nullable Integer ruleVersion,
        SourceLocation at)
        implements Serializable {
    /** Why a finding is no fault of those who got it. */
    public enum Kind {
        /** True, and somebody accepted the risk until a day. */
        RISK_ACCEPTED,
        /** Not true: the rule is wrong here. It holds for one version of the rule, since a better one may be right. */
        FALSE_POSITIVE,
        /** True, and its line belongs to a chart of others: it goes with an update. */
        VENDOR;

        /** The word in files. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What an exemption concerns.
     *
     * @param kind a Kubernetes kind
     * @param name a name, in which {@code *} stands for any text
     * @param container the name of a container, or null for the whole resource
     * @param namespace or null for all
     * @param source the chart or folder, or null for all
     * @param environments none means all
     */
    public record Scope(
            String kind,
            String name,
            @Nullable String container,
            @Nullable String namespace,
            @Nullable String source,
            List<String> environments)
            implements Serializable {
        public Scope {
            environments = List.copyOf(environments);
        }

        boolean contains(Occurrence occurrence) {
            return kind.equals(occurrence.resource().kind())
                    && Glob.matches(name, occurrence.resource().name())
                    && (namespace == null
                            || namespace.equals(occurrence.resource().namespace()))
                    && (source == null || source.equals(occurrence.release().source()))
                    && (environments.isEmpty()
                            || environments.contains(occurrence.release().environment()))
                    && (container == null || isContainer(occurrence, container));
        }

        private static boolean isContainer(Occurrence occurrence, String name) {
            return occurrence.container() != null && occurrence.container().endsWith(" " + name);
        }

        /** {@code DaemonSet/node-agent, container log}. */
        @Override
        public String toString() {
            return kind + "/" + name + (container == null ? "" : ", container " + container);
        }
    }

    /** With everything that people wrote passed through a function. */
    Exemption redacted(UnaryOperator<String> redaction) {
        return new Exemption(
                policyId,
                kind,
                scope,
                redaction.apply(reason),
                redaction.apply(owner),
                approvedBy == null ? null : redaction.apply(approvedBy),
                until,
                ruleVersion,
                at);
    }

    /** Whether the day of its end is over. */
    boolean isExpired(LocalDate today) {
        return until != null && until.isBefore(today);
    }
}
