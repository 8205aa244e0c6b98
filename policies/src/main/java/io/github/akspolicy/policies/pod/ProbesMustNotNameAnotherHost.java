package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Container;
import java.util.Objects;

/** The kubelet makes these requests: with a host they reach what the pod itself could not, from the node. */
final class ProbesMustNotNameAnotherHost extends ContainerPolicy {
    ProbesMustNotNameAnotherHost() {
        super(
                policy("pod/host-probes-lifecycle", MEDIUM, "Probes and lifecycle hooks must not target another host")
                        .fix("remove host from the probe or hook: the pod itself is meant then")
                        .in(RECOMMENDED),
                by(HOST_PROBES));
    }

    @Override
    void check(Container container, Judgement judgement) {
        for (Field host : container.calledHosts()) {
            FieldPath action = Objects.requireNonNull(host.path().parent());
            FieldPath handler = Objects.requireNonNull(action.parent());
            judgement.fail(host, handler.lastField() + "." + action.lastField() + ".host is " + host.text());
        }
    }
}
