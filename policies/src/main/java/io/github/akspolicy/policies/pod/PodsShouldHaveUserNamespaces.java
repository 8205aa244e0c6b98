package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** In its own user namespace root of the container is nobody on the node. */
final class PodsShouldHaveUserNamespaces extends BuiltInPolicy<Pod> {

    /** User namespaces are on by default from Kubernetes 1.33 on (feature gate UserNamespacesSupport). */
    private static final int FIRST_MINOR = 33;

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/host-users",
                    Severity.INFO,
                    "Pods should have their own user namespace (hostUsers: false)",
                    "set hostUsers: false on the pod")
            // on clusters from 1.33 on, with nodes of Azure Linux 3 or Ubuntu 24.04
            .in(HARDENED)
            .references(Catalog.AKS_DOCS, "secure-container-access", "developer-best-practices-pod-security");

    PodsShouldHaveUserNamespaces() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        if (judgement.kubernetesMinor().orElse(FIRST_MINOR) < FIRST_MINOR) {
            return; // the API server drops the field
        }
        Field hostUsers = pod.spec().get("hostUsers");
        // with the namespaces of the node the API server refuses hostUsers: false
        boolean sharesNode = List.of("hostNetwork", "hostPID", "hostIPC").stream()
                .anyMatch(name -> pod.spec().get(name).isTrue());
        if (!pod.hasUserNamespace() && !pod.isOnWindows() && !sharesNode) {
            judgement.fail(hostUsers, "hostUsers is " + hostUsers.textOr("not set, which means true"));
        }
    }
}
