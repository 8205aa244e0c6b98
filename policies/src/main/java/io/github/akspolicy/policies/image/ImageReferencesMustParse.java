package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.PodImage;

/** The API server accepts any text as an image; the kubelet then refuses it with InvalidImageName. */
final class ImageReferencesMustParse extends BuiltInPolicy<PodImage> {
    ImageReferencesMustParse() {
        super(
                PodImage.VIEW,
                policy("image/reference-parseable", MEDIUM, "Image references must parse")
                        .fix("write the image as registry/repository:tag or registry/repository@digest")
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(PodImage image, Judgement judgement) {
        String text = image.field().stringOr("");
        if (text.isEmpty()) {
            judgement.fail(image.field(), problem(image.field()));
        } else if (image.reference().isEmpty()) {
            judgement.fail(image.field(), "image is not an image reference");
        }
    }

    private static String problem(Field image) {
        if (!image.isPresent()) {
            return "image is not set";
        }
        return image.string() == null ? "image must be a string" : "image is empty";
    }
}
