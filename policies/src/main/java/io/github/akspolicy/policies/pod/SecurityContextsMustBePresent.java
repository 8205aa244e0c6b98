package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Set;

/** Without a security context everything is as the image has it, which for most images means root. */
final class SecurityContextsMustBePresent extends BuiltInPolicy<Pod> {
    /** Of the API server of 1.34: what it does not know it drops, and a context of that is none. */
    private static final Set<String> SHARED = Set.of(
            "appArmorProfile",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "seLinuxOptions",
            "seccompProfile",
            "windowsOptions");

    private static final Set<String> OF_PODS = Set.of(
            "fsGroup",
            "fsGroupChangePolicy",
            "seLinuxChangePolicy",
            "supplementalGroups",
            "supplementalGroupsPolicy",
            "sysctls");
    private static final Set<String> OF_CONTAINERS =
            Set.of("allowPrivilegeEscalation", "capabilities", "privileged", "procMount", "readOnlyRootFilesystem");

    private static final Parameter<Set<String>> REQUIRED_AT = Parameter.choices(
            "requiredAt",
            List.of("pod", "container"),
            Set.of(),
            "where a security context must be; one of both is enough when nothing is chosen");

    SecurityContextsMustBePresent() {
        super(
                Pod.VIEW,
                // recommended lists the rules about what belongs into it
                policy("pod/security-context-present", LOW, "Pods and containers must define a security context")
                        .fix("add a securityContext to the pod, and what belongs to one container to the container")
                        .parameters(REQUIRED_AT));
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        Set<String> required = judgement.get(REQUIRED_AT);
        boolean podHasOne = isThere(pod.securityContext(), OF_PODS);
        if (required.contains("pod") && !podHasOne) {
            judgement.fail(pod.securityContext(), "the pod has no securityContext");
        }
        if (required.isEmpty() ? podHasOne : !required.contains("container")) {
            return;
        }
        List<Container> without = pod.containers().stream()
                .filter(container -> !isThere(container.securityContext(), OF_CONTAINERS))
                .toList();
        if (required.isEmpty() && without.size() == pod.containers().size()) {
            List<Field> own = without.stream().map(Container::securityContext).toList();
            judgement.fail(
                    pod.securityContext().substitutedBy(own), "neither the pod nor a container has a securityContext");
            return;
        }
        String message = required.isEmpty()
                ? "neither the container nor its pod has a securityContext"
                : "the container has no securityContext";
        for (Container container : without) {
            Field context = container.securityContext();
            judgement.fail(
                    required.isEmpty() ? context.substitutedBy(List.of(pod.securityContext())) : context, message);
        }
    }

    private static boolean isThere(Field context, Set<String> own) {
        return context.fields().stream()
                .anyMatch(field -> field.isPresent() && (own.contains(field.key()) || SHARED.contains(field.key())));
    }
}
