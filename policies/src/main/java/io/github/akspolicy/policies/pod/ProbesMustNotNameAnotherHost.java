package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** The kubelet makes these requests: with a host they reach what the pod itself could not, from the node. */
final class ProbesMustNotNameAnotherHost extends BuiltInPolicy<Container> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/host-probes-lifecycle",
                    MEDIUM,
                    "Probes and lifecycle hooks must not target another host",
                    "remove host from the probe or hook: the pod itself is meant then")
            .parameters(PodSecurityVersion.PARAMETER)
            .in(RECOMMENDED, TALK, PSS_BASELINE, PSS_RESTRICTED)
            .references(Catalog.PSS_BASELINE, "hostProbesAndHostLifecycle")
            .references(Catalog.GATEKEEPER, "host-probes-lifecycle");

    ProbesMustNotNameAnotherHost() {
        super(Container.VIEW, INFO);
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        if (!PodSecurityVersion.of(judgement).isAtLeast(34)) {
            return;
        }
        for (Field handler : container.handlers()) {
            for (String action : List.of("httpGet", "tcpSocket")) {
                Field host = handler.at(action, "host");
                if (host.isPresent() && !host.textOr("").isEmpty()) {
                    judgement.fail(host, handler.key() + "." + action + ".host is " + host.text());
                }
            }
        }
    }
}
