package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.RECOMMENDED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.RenderingObject;
import java.util.List;

/**
 * Flux, Argo CD and kustomize make other objects of theirs. Those are not in the sources, so that no policy sees them: a
 * build that is green must say so.
 */
final class RenderedObjectsMustBeJudged extends BuiltInPolicy<RenderingObject> {
    private static final Parameter<List<String>> JUDGED = Parameter.strings(
            "judgedElsewhere",
            List.of(),
            "names of objects whose charts and folders are sources here, or are evaluated in a separate build; * stands"
                    + " for any characters");

    RenderedObjectsMustBeJudged() {
        super(
                RenderingObject.VIEW,
                policy("workload/rendered-elsewhere", MEDIUM, "What GitOps renders must be evaluated, too")
                        .fix(RenderingObject.REMEDIATION)
                        .parameters(JUDGED)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(RenderingObject object, Judgement judgement) {
        if (!Glob.anyMatches(judgement.get(JUDGED), object.resource().id().name())) {
            judgement.unknown(object.what(), InputKind.SOURCES, object.message());
        }
    }
}
