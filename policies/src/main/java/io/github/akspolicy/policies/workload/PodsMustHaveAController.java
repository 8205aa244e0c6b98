package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;

/** Nothing restarts a pod that stands alone when its node goes away, and every upgrade of AKS takes nodes away. */
final class PodsMustHaveAController extends BuiltInPolicy<Pod> {
    private static final Parameter<Boolean> ALLOW_HOOKS = Parameter.flag(
            "allowHelmHooks", true, "whether pods that are Helm hooks, such as tests, pass: they run once");

    private static final Parameter<Boolean> AZURE_COMPAT =
            AzureCompat.parameter("any owner in ownerReferences is enough, also one that is not the controller");

    PodsMustHaveAController() {
        super(
                Pod.VIEW,
                policy("workload/naked-pod", LOW, "Pods must belong to a controller")
                        .fix("make the pod the template of a Deployment, StatefulSet, DaemonSet or Job")
                        .parameters(ALLOW_HOOKS, AZURE_COMPAT)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        boolean hook = pod.annotations().get("helm.sh/hook").isPresent();
        boolean naked = judgement.get(AZURE_COMPAT) ? !pod.hasOwner() : pod.isNaked();
        if (naked && !(hook && judgement.get(ALLOW_HOOKS))) {
            judgement.fail(pod.resource().root().get("kind"), "kind is Pod: no controller replaces it");
        }
    }
}
