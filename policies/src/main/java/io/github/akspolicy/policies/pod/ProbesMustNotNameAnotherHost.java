package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import java.util.Objects;

/** The kubelet makes these requests: with a host they reach what the pod itself could not, from the node. */
final class ProbesMustNotNameAnotherHost extends ContainerPolicy {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/host-probes-lifecycle",
                    MEDIUM,
                    "Probes and lifecycle hooks must not target another host",
                    "remove host from the probe or hook: the pod itself is meant then")
            .in(RECOMMENDED, PSS_BASELINE, PSS_RESTRICTED)
            .references(Catalog.PSS_BASELINE, "hostProbesAndHostLifecycle")
            .references(Catalog.GATEKEEPER, "host-probes-lifecycle");

    ProbesMustNotNameAnotherHost() {
        super(INFO, by(HOST_PROBES));
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
