package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.PodImage;

/**
 * A rule about what an image reference says. A text that is no reference says nothing: the API server accepts it and
 * the kubelet refuses it, so the verdict is unknown, and {@code image/reference-parseable} has the finding.
 */
abstract class ImagePolicy extends BuiltInPolicy<PodImage> {
    ImagePolicy(PolicyInfo info) {
        super(PodImage.VIEW, info);
    }

    @Override
    public final void evaluate(PodImage image, Judgement judgement) {
        Field field = image.field();
        image.reference().ifPresentOrElse(reference -> evaluate(image, reference, judgement), () -> {
            if (!(passesPinned() && image.isPinned())) {
                judgement.unknown(
                        field,
                        UnknownCause.VALUE,
                        "image is " + (field.isPresent() ? "no image reference" : "not set"));
            }
        });
    }

    /** Whether an image passes whose tag is of no account, because a digest stands behind it. */
    boolean passesPinned() {
        return false;
    }

    abstract void evaluate(PodImage image, ImageReference reference, Judgement judgement);
}
