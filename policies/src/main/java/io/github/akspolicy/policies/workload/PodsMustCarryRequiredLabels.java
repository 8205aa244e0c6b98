package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Costs, alerts and network policies find pods by labels: one without them is nobody's. */
final class PodsMustCarryRequiredLabels extends BuiltInPolicy<Pod> {
    private static final Parameter<List<String>> LABELS = Parameter.strings(
                    "labelsList",
                    List.of(),
                    "labels that each pod must carry: key, or key=expression for its whole value")
            .checkedBy(RequiredKey::fault);

    PodsMustCarryRequiredLabels() {
        super(
                Pod.VIEW,
                policy("workload/required-labels", LOW, "Pods must carry the required labels")
                        .fix("add the label to the pod, or to the pod template of the controller")
                        .parameters(LABELS));
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        RequiredKey.judge(judgement.get(LABELS), pod.labels(), "label", judgement);
    }
}
