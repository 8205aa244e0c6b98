package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Position;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a template is not evaluated, by its place. While a part is followed that is not deployed, though it may be, all that it
 * would deploy is named.
 */
final class NotEvaluated {
    private static final int LONGEST_NAMES = 50;

    private final Map<Position, HiddenContent> found = new TreeMap<>();
    /** Why what is followed at the moment is not deployed; null for what is deployed. */
    private @Nullable HiddenContent leftOut;

    Map<Position, HiddenContent> found() {
        return found;
    }

    /** Whether what is followed at the moment is not deployed. */
    boolean isLeftOut() {
        return leftOut != null;
    }

    /** Names what would be deployed with other values of parameters than their defaults; what no parameter decides is not deployed. */
    void leaveOut(String fault, Set<String> defaults, Runnable deployment) {
        if (!defaults.isEmpty()) {
            String names = String.join(", ", defaults);
            leaveOut(
                    fault + " by the default of a parameter",
                    "name the file that sets " + (names.length() > LONGEST_NAMES ? "the parameters" : names)
                            + " under parameters",
                    deployment);
        }
    }

    /** Names what a part of the template would deploy. */
    void leaveOut(String fault, String fix, Runnable deployment) {
        HiddenContent around = leftOut;
        leftOut = around == null ? new HiddenContent("", fault, fix) : around;
        deployment.run();
        leftOut = around;
    }

    /** Names a part of the template; within one that is left out, with the reason for that. */
    void add(Position at, String subject, String fault, String fix) {
        HiddenContent why = leftOut;
        found.putIfAbsent(
                at,
                why == null
                        ? new HiddenContent(subject, fault, fix)
                        : new HiddenContent(subject, why.fault(), why.fix()));
    }
}
