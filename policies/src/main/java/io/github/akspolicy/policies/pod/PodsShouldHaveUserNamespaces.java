package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Set;

/** In its own user namespace root of the container is nobody on the node. */
final class PodsShouldHaveUserNamespaces extends BuiltInEnvironmentPolicy<PodsShouldHaveUserNamespaces.HostUsers> {
    private static final Set<String> POOL_LABELS = Set.of("kubernetes.azure.com/agentpool", "agentpool");

    private static final Index<String, HostUsers> HOST_USERS =
            new Index<>("user namespaces of pods", Kinds.PODS, HostUsers::of, pod -> "");

    /**
     * What a pod says of its users.
     *
     * @param isRight whether it has a user namespace, or cannot have one
     * @param pools the node pools that its node selector names
     */
    record HostUsers(boolean isRight, String words, Place place, List<String> pools) {
        private static List<HostUsers> of(Resource resource) {
            return Pod.VIEW.in(resource).stream().map(HostUsers::of).toList();
        }

        private static HostUsers of(Pod pod) {
            Field hostUsers = pod.spec().get("hostUsers");
            // with the namespaces of the node the API server refuses hostUsers: false
            boolean sharesNode = List.of("hostNetwork", "hostPID", "hostIPC").stream()
                    .anyMatch(name -> pod.spec().get(name).isTrue());
            return new HostUsers(
                    pod.hasUserNamespace() || pod.isOnWindows() || sharesNode,
                    "hostUsers is " + hostUsers.textOr("not set, which means true"),
                    hostUsers.place(),
                    pod.spec().get("nodeSelector").fields().stream()
                            .filter(label -> POOL_LABELS.contains(label.key()))
                            .map(label -> label.stringOr(""))
                            .toList());
        }
    }

    PodsShouldHaveUserNamespaces() {
        super(
                HOST_USERS,
                UserNamespaces.READS,
                policy("pod/host-users", Severity.INFO, "Pods should have their own user namespace (hostUsers: false)")
                        .fix("set hostUsers: false on the pod")
                        // on clusters from 1.33 on, with nodes of Azure Linux 3 or Ubuntu 24.04
                        .in(HARDENED));
    }

    @Override
    public void evaluate(HostUsers pod, Indexes indexes, Judgement judgement) {
        int first = UserNamespaces.FIRST_MINOR;
        if (pod.isRight() || judgement.kubernetesMinor().orElse(first) < first) {
            return; // before it the API server drops the field
        }
        UserNamespaces nodes = indexes.derive(UserNamespaces.OF).of(pod.pools());
        if (!nodes.areNowhere()) {
            judgement.fail(pod.place(), pod.words() + nodes.words());
        }
    }
}
