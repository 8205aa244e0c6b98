package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Costs, alerts and network policies find pods by labels: one without them is nobody's. */
final class PodsMustCarryRequiredLabels extends BuiltInPolicy<Pod> {
    private static final Parameter<List<String>> LABELS = Parameter.strings(
                    "labelsList",
                    List.of(),
                    "labels that each pod must carry: key, or key=expression for its whole value")
            .checkedBy(RequiredKey::fault);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/required-labels",
                    LOW,
                    "Pods must carry the required labels",
                    "add the label to the pod, or to the pod template of the controller")
            .parameters(LABELS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "46592696-4c7b-4bf3-9e45-6c2763bdc0a6",
                    "Kubernetes cluster pods should use specified labels")
            .reference(
                    Catalog.AZURE_POLICY,
                    "16c6ca72-89d2-4798-b87e-496f9de7fcb7",
                    "[Deprecated]: Enforce labels on pods in AKS")
            .references(Catalog.KUBE_LINTER, "required-label-owner")
            .references(Catalog.KYVERNO, "best-practices/require-labels")
            .references(Catalog.GATEKEEPER, "requiredlabels")
            .references(Catalog.AKS_DOCS, "policy-reference");

    PodsMustCarryRequiredLabels() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        RequiredKey.judge(judgement.get(LABELS), pod.labels(), "label", judgement);
    }
}
