package io.github.akspolicy.policies.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.NumberRanges;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import java.util.List;

/** Ports of Services and containers against those that a setting allows. */
final class AllowedPorts {
    private AllowedPorts() {}

    static void judge(Field port, Parameter<List<String>> allowed, Judgement judgement) {
        var ranges = new NumberRanges(judgement.get(allowed));
        if (ranges.words().isEmpty()) {
            judgement.unknown(port, InputKind.SETTINGS, "no port is allowed yet: set " + allowed);
        } else if (port.integer() == null) {
            judgement.unknown(port, UnknownCause.VALUE, port.key() + " is not a number");
        } else if (!ranges.contain(port)) {
            judgement.fail(port, port.key() + " " + port.text() + " is not allowed");
        }
    }
}
