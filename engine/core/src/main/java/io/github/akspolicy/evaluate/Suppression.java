package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.SourceLocation;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why a finding fails nothing although it is there.
 *
 * @param type what suppresses it
 * @param kind the kind of an exemption, else null
 * @param reason in words
 * @param owner who answers for it, else null
 * @param approvedBy who accepted the risk, or null
 * @param until the last day it holds, or null when it has none
 * @param at the exemption, the beginning of the baseline, or the entry by which the chart comes in
 */
public record Suppression(
        Type type,
        Exemption.@Nullable Kind kind,
        String reason,
        @Nullable String owner,
        @Nullable String approvedBy,
        @Nullable LocalDate until,
        SourceLocation at)
        implements Serializable {
    /** What suppresses findings. */
    public enum Type {
        /** A reasoned exception. */
        EXEMPTION,
        /** Debt that was there when the policy came. */
        BASELINE,
        /** A line of a third-party chart that no values file reaches. */
        VENDOR
    }

    static Suppression of(Exemption exemption) {
        return new Suppression(
                Type.EXEMPTION,
                exemption.kind(),
                exemption.reason(),
                exemption.owner(),
                exemption.approvedBy(),
                exemption.until(),
                exemption.at());
    }

    static Suppression of(Baseline baseline) {
        return new Suppression(
                Type.BASELINE,
                null,
                "it was there when the baseline was written",
                null,
                null,
                null,
                new SourceLocation(baseline.path(), 1, 1, SourceLocation.Role.CONFIGURATION));
    }

    static Suppression of(ChartLine line, SourceLocation entry) {
        return new Suppression(
                Type.VENDOR,
                null,
                "it is in " + line.chart() + ", where no values file reaches it",
                null,
                null,
                null,
                entry);
    }

    /** With everything that people wrote passed through a function. */
    Suppression redacted(UnaryOperator<String> redaction) {
        return new Suppression(
                type,
                kind,
                redaction.apply(reason),
                owner == null ? null : redaction.apply(owner),
                approvedBy == null ? null : redaction.apply(approvedBy),
                until,
                at);
    }

    /** One harmless line: {@code exempt (risk-accepted) until 2027-01-31, team-a: needs the host network}. */
    public String text() {
        if (type == Type.BASELINE) {
            return SafeText.line("in the baseline " + at.path());
        }
        if (type == Type.VENDOR) {
            return SafeText.line("third-party chart: " + reason);
        }
        return SafeText.line("exempt (" + kind + ")" + (until == null ? "" : " until " + until)
                + (owner == null ? "" : ", " + owner) + ": " + reason);
    }
}
