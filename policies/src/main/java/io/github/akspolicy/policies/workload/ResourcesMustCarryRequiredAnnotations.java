package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Who to call and what it costs stands in annotations; what has none is found by nobody at night. */
final class ResourcesMustCarryRequiredAnnotations extends BuiltInPolicy<Resource> {
    private static final Parameter<String> KIND = Parameter.string(
            "kind", "Pod", "the kind that is evaluated; for Pod the pod templates of controllers, too");
    private static final Parameter<List<String>> ANNOTATIONS = Parameter.strings(
                    "annotations",
                    List.of(),
                    "annotations that each object must carry: key, or key=expression for its whole value")
            .checkedBy(RequiredKey::fault);

    private static final Parameter<Boolean> ANCHOR = Parameter.flag(
            "anchorRegex", true, "whether an expression must match the whole value; for Azure Policy a part is enough");

    ResourcesMustCarryRequiredAnnotations() {
        super(
                ViewType.RESOURCE,
                policy("workload/required-annotations", LOW, "Resources must carry the required annotations")
                        .fix("add the annotation to the object, or to the pod template of the controller")
                        .parameters(KIND, ANNOTATIONS, ANCHOR));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        String kind = judgement.get(KIND);
        boolean whole = judgement.get(ANCHOR);
        if (kind.equals("Pod")) {
            for (Pod pod : Pod.VIEW.in(resource)) {
                RequiredKey.judge(judgement.get(ANNOTATIONS), pod.annotations(), "annotation", whole, judgement);
            }
        } else if (resource.kind().equals(kind)) {
            Field annotations = resource.root().at("metadata", "annotations");
            RequiredKey.judge(judgement.get(ANNOTATIONS), annotations, "annotation", whole, judgement);
        }
    }
}
