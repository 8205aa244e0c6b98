package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.NumberRanges;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** What is demanded of one kind of numbers, in the words that Azure Policy and Gatekeeper share. */
record DemandedNumbers(Parameter<String> rule, Parameter<List<String>> ranges) {
    static final String ANY = "RunAsAny";
    static final String MUST = "MustRunAs";
    static final String MAY = "MayRunAs";

    static DemandedNumbers groups(String name) {
        return new DemandedNumbers(
                Parameter.choice(
                        name + "Rule",
                        List.of(MUST, MAY, ANY),
                        ANY,
                        "whether the numbers must be set and approved, approved when set, or are free"),
                ranges(name + "Ranges"));
    }

    static Parameter<List<String>> ranges(String name) {
        return Parameter.strings(
                        name, List.of(), "numbers that are approved: 1000, 1000-2000, or 1000- without an upper end")
                .checkedBy(NumberRanges::fault);
    }

    /** Any number but that of root must be set. */
    Parameters notRoot(Parameters settings) {
        return settings.with(rule, MUST).with(ranges, List.of("1-65535"));
    }

    /** Judges a setting that containers inherit from the pod. */
    void judge(Pod pod, String name, Judgement judgement) {
        if (!judgement.get(rule).equals(ANY)) {
            judge(pod.effectiveSecurity(name), pod.securityGaps(name), judgement);
        }
    }

    void judge(List<Field> values, List<Field> gaps, Judgement judgement) {
        String demanded = judgement.get(rule);
        if (demanded.equals(ANY)) {
            return;
        }
        var approved = new NumberRanges(judgement.get(ranges));
        for (Field value : values) {
            if (!approved.contain(value)) {
                judgement.fail(
                        value, "securityContext: " + value.textOr("no number") + " is in no range of " + ranges.name());
            }
        }
        if (!demanded.equals(MAY)) {
            gaps.forEach(gap -> judgement.fail(gap, "securityContext." + gap.key() + " is not set"));
        }
    }
}
