package io.github.akspolicy.policies.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports as Azure Policy writes them: {@code 443} or {@code 4000-5000}. */
final class AllowedPorts {
    /** Azure Policy's own default {@code -1} allows nothing. */
    private static final Pattern RANGE = Pattern.compile("(-?[0-9]{1,5})(?:-([0-9]{1,5}))?");

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
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + range + "\" is no port and no range of ports");
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        return first <= port && port <= last;
    }
}
