package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.NumberRanges;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** A port of the node bypasses Services and network policies, and only one pod per node can have it. */
final class ContainersMustNotBindHostPorts extends ContainerPolicy {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
                    "allowedHostPorts",
                    List.of(),
                    "ports that may be bound: single ones such as 80, or ranges such as 3000-5000")
            .checkedBy(NumberRanges::fault);

    ContainersMustNotBindHostPorts() {
        super(
                policy("pod/host-ports", HIGH, "Containers must not bind host ports")
                        .fix("remove hostPort, and hostNetwork from the pod; expose the port by a Service")
                        .parameters(ALLOWED)
                        .in(RECOMMENDED),
                by().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        var allowed = new NumberRanges(judgement.get(ALLOWED));
        for (Field port : container.hostPorts()) {
            if (!allowed.contain(port)) {
                judgement.add(Observation.violation(
                        port.place(),
                        port.key().equals("hostPort")
                                ? "hostPort is " + port.text()
                                : "containerPort " + port.text()
                                        + " is bound on the node, because the pod has hostNetwork: true",
                        port.textOr("")));
            }
        }
    }
}
