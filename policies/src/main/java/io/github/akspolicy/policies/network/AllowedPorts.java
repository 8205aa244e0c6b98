package io.github.akspolicy.policies.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.NumberRanges;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports of Services and containers against those that a setting allows. */
final class AllowedPorts {
    /** How the template of Services finds a range in a word. */
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})");

    private AllowedPorts() {}

    static void judge(Field port, Parameter<List<String>> allowed, Judgement judgement) {
        var ranges = new NumberRanges(judgement.get(allowed));
        if (ranges.words().isEmpty()) {
            judgement.unknown(port, InputKind.SETTINGS, "no port is allowed yet: set " + allowed);
        } else if (port.integer() == null) {
            judgement.unknown(port, UnknownCause.VALUE, port.key() + " is not a number");
        } else if (!ranges.contain(port)) {
            refuse(port, judgement);
        }
    }

    /**
     * As Azure Policy does: an empty list allows no port, and a word is compared as text.
     *
     * @param ranges whether the template knows ranges, as that of Services does
     */
    static void judgeAsAzure(Field port, List<String> allowed, boolean ranges, Judgement judgement) {
        String text = port.textOr("");
        if (allowed.stream().noneMatch(word -> word.equals(text) || ranges && isInRange(port, word))) {
            refuse(port, judgement);
        }
    }

    private static boolean isInRange(Field port, String word) {
        Matcher range = RANGE.matcher(word);
        Long number = port.integer();
        return number != null
                && range.find()
                && Long.parseLong(range.group(1)) <= number
                && number <= Long.parseLong(range.group(2));
    }

    private static void refuse(Field port, Judgement judgement) {
        judgement.fail(port, port.key() + " " + port.text() + " is not allowed");
    }
}
