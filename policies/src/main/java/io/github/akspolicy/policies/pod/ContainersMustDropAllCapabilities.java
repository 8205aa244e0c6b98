package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** A container keeps the runtime's own set of capabilities unless it drops them; hardly any program needs one. */
final class ContainersMustDropAllCapabilities extends ContainerPolicy {
    private static final Parameter<List<String>> REQUIRED_DROP = Parameter.strings(
            "requiredDrop",
            List.of(PodSecurityStandards.DROPPED_CAPABILITY),
            "capabilities that must be dropped; dropping ALL drops each of them");
    private static final Parameter<List<String>> ALLOWED_ADD = Parameter.strings(
            "allowedAdd",
            PodSecurityStandards.RESTRICTED_CAPABILITIES,
            "capabilities that may be added back; * allows all");
    /** Where pod/capabilities-added is a member too: one added capability must not be reported twice. */
    private static final Parameters DROP_ONLY = Parameters.DEFAULTS.with(ALLOWED_ADD, List.of("*"));

    ContainersMustDropAllCapabilities() {
        super(
                policy(
                                "pod/capabilities-drop-all",
                                MEDIUM,
                                "Containers must drop ALL capabilities and add back at most NET_BIND_SERVICE")
                        .fix("set securityContext.capabilities.drop: [ALL] on the container")
                        .parameters(REQUIRED_DROP, ALLOWED_ADD, Capabilities.CASE_SENSITIVE)
                        // no Azure profile: each Azure initiative requires no dropped capability
                        // (requiredDropCapabilities: [])
                        .in(DROP_ONLY, RECOMMENDED),
                by(CAPABILITIES_RESTRICTED).exempting(WindowsPods.EXEMPT_BY_OS_NAME));
    }

    @Override
    void check(Container container, Judgement judgement) {
        boolean caseSensitive = judgement.get(Capabilities.CASE_SENSITIVE);
        Field drop = container.capabilities().get("drop");
        var dropped = new Capabilities(drop.strings(), caseSensitive);
        List<String> kept = judgement.get(REQUIRED_DROP).stream()
                .filter(required -> !dropped.contain("ALL") && !dropped.contain(required))
                .toList();
        if (!kept.isEmpty()) {
            judgement.fail(
                    drop,
                    "securityContext.capabilities.drop "
                            + (drop.isPresent() ? "lacks " + String.join(", ", kept) : "is not set"),
                    Fix.add(drop, kept.contains("ALL") ? "ALL" : kept.get(0)));
        }
        var allowed = new Capabilities(judgement.get(ALLOWED_ADD), caseSensitive);
        allowed.othersIn(container.capabilities().get("add")).stream()
                .map(Capabilities::added)
                .forEach(judgement::add);
    }
}
