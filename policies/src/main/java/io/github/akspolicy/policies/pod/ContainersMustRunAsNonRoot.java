package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;

/** Without runAsNonRoot the image decides who runs, and most images decide for root. */
final class ContainersMustRunAsNonRoot extends PodPolicy {
    private static final Parameter<Boolean> ACCEPT_RUN_AS_USER = Parameter.flag(
            "acceptRunAsUserNonZero", false, "whether a runAsUser other than 0 is enough, as it is for Azure Policy");
    private static final Parameter<Boolean> ONLY_IN_EFFECT = Parameter.flag(
            "onlyInEffect",
            false,
            "whether runAsNonRoot: false of the pod counts only for containers that inherit it: Pod Security refuses it"
                    + " even when every container replaces it");

    ContainersMustRunAsNonRoot() {
        super(
                policy("pod/run-as-non-root", HIGH, "Containers must be forced to run as non-root")
                        .fix(
                                "set securityContext.runAsNonRoot: true where it is false, or on the pod where it is not set")
                        .parameters(ACCEPT_RUN_AS_USER, ONLY_IN_EFFECT)
                        .in(RECOMMENDED),
                by(RUN_AS_NON_ROOT).relaxingUserNamespaces().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        Pod judged = judgement.get(ACCEPT_RUN_AS_USER) ? pod.without(Container::runsAsNonZeroUser) : pod;
        if (judged.containers().isEmpty()) {
            return;
        }
        for (Field setting : judgement.get(ONLY_IN_EFFECT)
                ? judged.securityInEffect("runAsNonRoot")
                : judged.securitySettings("runAsNonRoot")) {
            if (setting.isFalse()) {
                judgement.fail(setting, "securityContext.runAsNonRoot is false", Fix.set(setting, true));
            }
        }
        for (Field gap : judged.securityGaps("runAsNonRoot")) {
            judgement.fail(gap, "securityContext.runAsNonRoot is not set", Fix.set(gap, true));
        }
    }
}
