package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** AKS steers by labels with its own prefix: set by others they mislead it, and Deployment Safeguards refuse them. */
final class ReservedLabelsMustNotBeSet extends BuiltInPolicy<Resource> {
    private static final Parameter<List<String>> LABELS = Parameter.strings(
            "labels",
            List.of("kubernetes.azure.com"),
            "label keys that are reserved, with all keys that begin with them and a slash");

    private static final Parameter<Boolean> AZURE_COMPAT =
            AzureCompat.parameter("the labels of the object itself, by their exact keys");

    ReservedLabelsMustNotBeSet() {
        super(
                ViewType.RESOURCE,
                policy("workload/aks-reserved-labels", MEDIUM, "Labels that belong to AKS must not be set")
                        .fix("remove the label, or give it your own prefix")
                        .parameters(LABELS, AZURE_COMPAT)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        List<Pod> pods = Pod.VIEW.in(resource);
        if (!pods.isEmpty() || resource.is("", "Service") || resource.is("", "Node")) {
            judge(resource.root().at("metadata", "labels"), judgement);
        }
        if (!resource.is("", "Pod") && !judgement.get(AZURE_COMPAT)) {
            pods.forEach(pod -> judge(pod.labels(), judgement));
        }
    }

    private static void judge(Field labels, Judgement judgement) {
        for (Field label : labels.fields()) {
            if (judgement.get(LABELS).stream()
                    .anyMatch(reserved -> label.key().equals(reserved)
                            || !judgement.get(AZURE_COMPAT) && label.key().startsWith(reserved + "/"))) {
                judgement.fail(label, "label " + label.key() + " is reserved for AKS");
            }
        }
    }
}
