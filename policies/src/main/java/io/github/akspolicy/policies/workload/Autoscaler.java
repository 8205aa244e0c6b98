package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sets the number of replicas of a workload in its place: a HorizontalPodAutoscaler, or KEDA's ScaledObject.
 *
 * @param target the workload
 * @param minimum the lowest number of replicas, or null when it is no whole number
 */
record Autoscaler(WorkloadId target, @Nullable Long minimum) {
    /** The kinds of autoscalers. */
    public static final Kinds KINDS =
            Kinds.of("autoscaling", "HorizontalPodAutoscaler").or(Kinds.of("keda.sh", "ScaledObject"));

    /** The facts of a resource: one for an autoscaler, none for other kinds. */
    public static List<Autoscaler> of(Resource resource) {
        if (resource.is("autoscaling", "HorizontalPodAutoscaler")) {
            return List.of(of(resource, "minReplicas", 1));
        }
        return resource.is("keda.sh", "ScaledObject") ? List.of(of(resource, "minReplicaCount", 0)) : List.of();
    }

    private static Autoscaler of(Resource resource, String field, long unset) {
        Field spec = resource.root().get("spec");
        Field target = spec.get("scaleTargetRef");
        Field minimum = spec.get(field);
        return new Autoscaler(
                new WorkloadId(
                        resource.namespace(),
                        target.get("kind").stringOr("Deployment"),
                        target.get("name").written()),
                minimum.isPresent() ? minimum.integer() : Long.valueOf(unset));
    }
}
