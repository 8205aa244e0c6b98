package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.resource.RenderingObject;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Kustomizations;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import java.util.List;
import java.util.Set;

/** What the releases of one environment hold and no policy has seen: one account for readers and policies. */
final class PassedOver {
    private PassedOver() {}

    /**
     * Enters what policies miss in sources beside what readers passed over, and makes all of it problems where the environment
     * requires that everything is evaluated.
     *
     * @param requiresSources whether a missing source is a finding, which says it already
     * @param required what the environment requires of {@link InputKind#ALL_EVALUATED} and {@link InputKind#ALL_VALUES}
     */
    static void settle(List<ReleaseResult> releases, boolean requiresSources, Set<InputKind> required) {
        for (ReleaseResult release : releases) {
            if (!requiresSources) {
                release.detections().stream()
                        .filter(detection -> detection.observation().missing() == InputKind.SOURCES)
                        .forEach(detection -> enter(release, detection));
            }
            for (NotEvaluated one : release.notEvaluated()) {
                InputKind kind = one.isAboutValues() ? InputKind.ALL_VALUES : InputKind.ALL_EVALUATED;
                if (required.contains(kind)) {
                    release.problem(new Problem("require: " + kind + ": " + one.message(), one.at(), one.fix()));
                }
            }
        }
    }

    private static void enter(ReleaseResult release, Detection detection) {
        ResourceId id = release.resource(detection.resource()).id();
        if (RenderingObject.isKustomization(id)) {
            release.notEvaluated(Kustomizations.notEvaluated(detection.origin().primary()));
            return;
        }
        String subject = id.toString();
        release.notEvaluated(new NotEvaluated(
                subject,
                // the same words for all objects, so that they are one line
                detection.observation().message().replace(subject, "it"),
                detection.origin().primary(),
                detection.policy().info().remediation()));
    }
}
