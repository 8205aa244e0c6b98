package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Container;

/** A privileged container is root on its node. */
public final class ContainersMustNotBePrivileged extends ContainerPolicy {
    public ContainersMustNotBePrivileged() {
        super(
                policy("pod/privileged", CRITICAL, "Containers must not be privileged")
                        .fix("remove securityContext.privileged from the container, or set it to false")
                        .in(RECOMMENDED),
                by(PRIVILEGED).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        Field privileged = container.securityContext().get("privileged");
        if (privileged.isTrue()) {
            judgement.fail(
                    privileged,
                    "securityContext.privileged is true",
                    Fix.set(privileged, false).takingAway());
        }
    }
}
