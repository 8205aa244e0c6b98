package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** The taint keeps system pools free for what the cluster itself needs. */
final class SystemPoolTaintsMustStayOnSystemPools extends BuiltInPolicy<Resource> {
    private static final Parameter<List<String>> TAINTS = Parameter.strings(
                    "reservedTaints",
                    List.of("CriticalAddonsOnly"),
                    "regular expressions of the keys of taints that belong to system pools; a part of the key is enough")
            .checkedBy(Patterns::fault);

    SystemPoolTaintsMustStayOnSystemPools() {
        super(
                ViewType.RESOURCE,
                policy(
                                "workload/system-pool-taints",
                                LOW,
                                "Taints of system pools must stay on system pools, and pods must not tolerate them")
                        .fix("remove the taint from the node, or the toleration from the pod")
                        .parameters(TAINTS));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        List<String> reserved = judgement.get(TAINTS);
        String mode = resource.label("kubernetes.azure.com/mode");
        if (resource.is("", "Node") && !"system".equals(mode) && !"System".equals(mode)) {
            for (Field taint : resource.root().at("spec", "taints").items()) {
                Field key = taint.get("key");
                if (isReserved(key.stringOr(""), reserved)) {
                    judgement.fail(key, "key is " + key.text() + ", though the node is not of a system pool");
                }
            }
        }
        for (Pod pod : Pod.VIEW.in(resource)) {
            for (Field toleration : pod.spec().get("tolerations").items()) {
                tolerated(toleration, reserved, judgement);
            }
        }
    }

    private static boolean isReserved(String key, List<String> reserved) {
        return !key.isEmpty() && reserved.stream().anyMatch(expression -> Patterns.finds(expression, key));
    }

    /** A toleration lets a pod in and puts it nowhere: it is worth a look, no more. */
    private static void tolerated(Field toleration, List<String> reserved, Judgement judgement) {
        String key = toleration.get("key").stringOr("");
        String message = isReserved(key, reserved)
                ? "tolerates " + key + " of system pools"
                : key.isEmpty() && "Exists".equals(toleration.get("operator").string())
                        ? "tolerates every taint, those of system pools, too"
                        : "";
        if (!message.isEmpty()) {
            judgement.add(
                    Observation.violation(toleration.place(), message, key).withSeverity(Severity.INFO));
        }
    }
}
