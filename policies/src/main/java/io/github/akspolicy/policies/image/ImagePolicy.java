package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.Optional;

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
        Unresolved later = field.pending();
        if (later != null) {
            known(later.withHoles(), judgement)
                    .ifPresentOrElse(
                            reference -> {
                                field.unresolved();
                                evaluate(image, reference, judgement);
                            },
                            field::read);
            return;
        }
        image.reference().ifPresentOrElse(reference -> evaluate(image, reference, judgement), () -> {
            if (!(passesPinned() && image.isPinned())) {
                judgement.unknown(
                        field,
                        UnknownCause.VALUE,
                        "image is " + (field.isPresent() ? "no image reference" : "not set"));
            }
        });
    }

    /**
     * What decides of an image that is filled in later, in part, if it is known: a reference with other words in the rest.
     *
     * @param withHoles see {@link Unresolved#withHoles}
     */
    Optional<ImageReference> known(String withHoles, Judgement judgement) {
        return Optional.empty();
    }

    /** Registry and repository, where nothing but the tag or digest is filled in later. */
    static Optional<ImageReference> knownName(String withHoles) {
        int hole = withHoles.indexOf(Unresolved.HOLE);
        int colon = withHoles.indexOf(':', withHoles.lastIndexOf('/') + 1);
        int end = colon < 0 ? withHoles.indexOf('@') : colon;
        return end > 0 && hole > end ? ImageReference.parse(withHoles.substring(0, end)) : Optional.empty();
    }

    /** Whether an image passes whose tag is of no account, because a digest stands behind it. */
    boolean passesPinned() {
        return false;
    }

    abstract void evaluate(PodImage image, ImageReference reference, Judgement judgement);
}
