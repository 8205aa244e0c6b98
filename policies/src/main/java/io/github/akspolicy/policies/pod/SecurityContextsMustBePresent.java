package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Without a security context everything is as the image has it, which for most images means root. */
public final class SecurityContextsMustBePresent extends BuiltInPolicy<Pod> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/security-context-present",
                    LOW,
                    "Pods and containers must define a security context",
                    "add a securityContext to the pod, and what belongs to one container to the container")
            // recommended lists the rules about what belongs into it
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.6.2")
            .references(Catalog.CIS_KUBERNETES, "5.6.3")
            .references(Catalog.CHECKOV, "CKV_K8S_29", "CKV_K8S_30")
            .references(Catalog.TRIVY, "KSV-0118")
            .references(Catalog.AKS_DOCS, "developer-best-practices-pod-security");

    public SecurityContextsMustBePresent() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        if (!pod.securityContext().fields().isEmpty()) {
            return;
        }
        List<Container> without = pod.containers().stream()
                .filter(container -> container.securityContext().fields().isEmpty())
                .toList();
        if (without.size() == pod.containers().size()) {
            judgement.fail(pod.securityContext(), "neither the pod nor a container has a securityContext");
        } else {
            without.forEach(container -> judgement.fail(
                    container.securityContext(), "neither the container nor its pod has a securityContext"));
        }
    }
}
