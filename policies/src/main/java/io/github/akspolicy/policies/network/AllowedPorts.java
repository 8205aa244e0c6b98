package io.github.akspolicy.policies.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import java.util.List;

/** Ports as Azure Policy writes them: {@code 443} or {@code 4000-5000}. */
final class AllowedPorts {
    private AllowedPorts() {}

    static void judge(Field port, Parameter<List<String>> allowed, Judgement judgement) {
        List<String> ranges = judgement.get(allowed);
        Long number = port.integer();
        if (ranges.isEmpty()) {
            judgement.unknown(port, UnknownCause.INPUT, "no port is allowed yet: set " + allowed);
        } else if (number == null) {
            judgement.unknown(port, UnknownCause.VALUE, port.key() + " is no number");
        } else if (ranges.stream().noneMatch(range -> contains(range, number))) {
            judgement.fail(port, port.key() + " " + number + " is not allowed");
        }
    }

    private static boolean contains(String range, long port) {
        int dash = range.indexOf('-', 1);
        long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
        long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
        return first <= port && port <= last;
    }
}
