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

/** Kubernetes lets a process gain privileges, by setuid for example, unless it is told not to. */
final class AllowPrivilegeEscalationMustBeFalse extends ContainerPolicy {
    private static final Parameter<String> MODE = Parameter.choice(
            "mode",
            List.of("pss", "azure", "explicit"),
            "pss",
            "what an unset field means: \"pss\" always a violation; \"azure\" only when the container runs as a"
                    + " user other than 0, as the built-in definition 1c6e92c9 has it by default; \"explicit\" never");
    private static final Parameters AZURE =
            WindowsPods.azure(WindowsPods.EXEMPT_BY_OS_NAME).with(MODE, "azure");

    AllowPrivilegeEscalationMustBeFalse() {
        super(
                policy("pod/privilege-escalation", HIGH, "allowPrivilegeEscalation must be explicitly false")
                        .fix(
                                "set securityContext.allowPrivilegeEscalation: false on the container, which must not be privileged then")
                        .parameters(MODE)
                        .in(RECOMMENDED),
                by(ALLOW_PRIVILEGE_ESCALATION).exempting(WindowsPods.EXEMPT_BY_OS_NAME));
    }

    @Override
    void check(Container container, Judgement judgement) {
        Field allowed = container.securityContext().get("allowPrivilegeEscalation");
        if (allowed.isFalse()) {
            return;
        }
        if (allowed.isPresent()) {
            fail(container, allowed, "is " + allowed.text(), judgement);
        } else if (isViolationWhenUnset(container, judgement.get(MODE))) {
            fail(container, allowed, "is not set, which means true", judgement);
        }
    }

    private static void fail(Container container, Field allowed, String what, Judgement judgement) {
        String message = "securityContext.allowPrivilegeEscalation " + what;
        String reason = needsEscalation(container);
        if (reason.isEmpty()) {
            judgement.fail(allowed, message, Fix.set(allowed, false));
        } else {
            judgement.fail(
                    allowed, message + "; the API server refuses false while " + reason + ", so that has to go first");
        }
    }

    /** What the API server refuses beside false (ValidateSecurityContext in pkg/apis/core/validation); empty for nothing. */
    private static String needsEscalation(Container container) {
        if (container.securityContext().get("privileged").isTrue()) {
            return "privileged is true";
        }
        return container.capabilities().get("add").strings().contains("CAP_SYS_ADMIN")
                ? "capabilities.add has CAP_SYS_ADMIN"
                : "";
    }

    private static boolean isViolationWhenUnset(Container container, String mode) {
        return switch (mode) {
            case "azure" -> container.runsAsNonZeroUser();
            case "explicit" -> false;
            default -> true;
        };
    }
}
