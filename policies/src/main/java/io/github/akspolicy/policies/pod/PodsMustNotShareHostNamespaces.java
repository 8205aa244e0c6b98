package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;

/** In a namespace of its node a pod sees, and reaches, what belongs to the node and to its neighbours. */
final class PodsMustNotShareHostNamespaces extends PodPolicy {
    private static final Parameter<Boolean> NETWORK =
            Parameter.flag("allowHostNetwork", false, "whether hostNetwork may be true");
    private static final Parameter<Boolean> PID = Parameter.flag("allowHostPID", false, "whether hostPID may be true");
    private static final Parameter<Boolean> IPC = Parameter.flag("allowHostIPC", false, "whether hostIPC may be true");

    PodsMustNotShareHostNamespaces() {
        super(
                policy("pod/host-namespaces", CRITICAL, "Pods must not share host network, PID or IPC namespaces")
                        .fix("remove hostNetwork, hostPID and hostIPC from the pod, or set them to false")
                        .parameters(NETWORK, PID, IPC)
                        .in(RECOMMENDED),
                by().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        judge(pod, "hostNetwork", NETWORK, judgement);
        judge(pod, "hostPID", PID, judgement);
        judge(pod, "hostIPC", IPC, judgement);
    }

    private static void judge(Pod pod, String name, Parameter<Boolean> allowed, Judgement judgement) {
        Field shared = pod.spec().get(name);
        // Azure Policy comes to a pod by its containers: where all of them are excluded, nothing is left to judge
        if (shared.isTrue() && !judgement.get(allowed) && !pod.isWhollyExcluded()) {
            judgement.fail(shared, name + " is true", Fix.set(shared, false).takingAway());
        }
    }
}
