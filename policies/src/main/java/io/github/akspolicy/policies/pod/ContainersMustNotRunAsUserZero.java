package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Pod;

/** User 0 is root: what breaks out of its container is root on the node. */
final class ContainersMustNotRunAsUserZero extends PodPolicy {
    ContainersMustNotRunAsUserZero() {
        super(
                policy("pod/run-as-user-root", HIGH, "runAsUser must not be 0")
                        .fix("set securityContext.runAsUser to a number above 0, or remove it")
                        .in(RECOMMENDED),
                by(RUN_AS_USER).relaxingUserNamespaces());
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        for (Field user : pod.securitySettings("runAsUser")) {
            if (user.integer() == null) {
                judgement.fail(user, "securityContext.runAsUser is not a whole number");
            } else if (PodSecurityStandards.isUserZero(user)) {
                judgement.fail(user, "securityContext.runAsUser is 0", Fix.remove(user));
            }
        }
    }
}
