package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** Capabilities beyond the runtime's own set, such as SYS_ADMIN, give a container parts of root on its node. */
final class OnlyDefaultCapabilitiesMayBeAdded extends ContainerPolicy {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedCapabilities", PodSecurityStandards.CAPABILITIES, "capabilities that may be added; * allows all");

    OnlyDefaultCapabilitiesMayBeAdded() {
        super(
                policy("pod/capabilities-added", HIGH, "Only the default capability set may be added")
                        .fix("remove the capability from securityContext.capabilities.add of the container")
                        .parameters(ALLOWED, Capabilities.CASE_SENSITIVE)
                        .in(RECOMMENDED),
                by(CAPABILITIES_BASELINE).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        var allowed = new Capabilities(judgement.get(ALLOWED), judgement.get(Capabilities.CASE_SENSITIVE));
        allowed.othersIn(container.capabilities().get("add")).stream()
                .map(Capabilities::added)
                .forEach(judgement::add);
    }
}
