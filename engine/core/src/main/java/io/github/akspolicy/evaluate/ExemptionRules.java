package io.github.akspolicy.evaluate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which exemptions count.
 *
 * @param annotations whether annotations of workloads exempt
 * @param thirdParty whether annotations do that third-party charts write
 * @param maxDays how many days from today an exemption may hold, or null for any number
 * @param owners who answers for the file that an exemption or baseline stands in
 */
public record ExemptionRules(
        boolean annotations, boolean thirdParty, @Nullable Long maxDays, Owners owners) {
    /** How long an exemption holds that says nothing else. */
    private static final long DAYS = 90;

    /** All of them. */
    public static final ExemptionRules ALL = new ExemptionRules(true, true, null, path -> Optional.empty());

    /** All but those that come with third-party charts: nobody has seen them. */
    public static final ExemptionRules WITHOUT_BASE = new ExemptionRules(true, false, null, path -> Optional.empty());

    /** Who answers for a file. */
    @FunctionalInterface
    public interface Owners {
        /**
         * Why nothing in a file exempts, or empty when it does.
         *
         * @param path relative to the root of the repository, with {@code /}
         */
        Optional<String> refusal(String path);

        /**
         * The code owners of a file, as they are written; empty where none are known.
         *
         * @param path relative to the root of the repository, with {@code /}
         */
        default List<String> of(String path) {
            return List.of();
        }
    }

    /** The end of an exemption that is written today. */
    LocalDate until(LocalDate today) {
        return today.plusDays(maxDays == null ? DAYS : Math.min(DAYS, maxDays));
    }

    /** Why an exemption does not count, or null when it does. */
    @Nullable
    String refusal(Exemption exemption, LocalDate today) {
        if (maxDays != null) {
            if (exemption.until() == null) {
                return "gate.maxDays is " + maxDays + ", and it has no end: add until";
            }
            LocalDate last = today.plusDays(maxDays);
            if (exemption.until().isAfter(last)) {
                return "gate.maxDays is " + maxDays + ": write until " + last + " or earlier";
            }
        }
        return owners.refusal(exemption.at().path()).orElse(null);
    }

    /**
     * Why an annotation does not count, or null when it does.
     *
     * @param byThirdParty whether a third-party chart writes it, and no file of the repository
     */
    @Nullable
    String refusal(Exemption exemption, boolean byThirdParty, LocalDate today) {
        if (!annotations) {
            return "gate.annotations is false: state it in the exemptions file";
        }
        if (byThirdParty && !thirdParty) {
            return "a third-party chart exempts nothing by itself: state it in the exemptions file";
        }
        return refusal(exemption, today);
    }
}
