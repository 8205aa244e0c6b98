package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.image.ImagePattern;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;

/** A tag names whatever was pushed last under it; a digest names the bytes that were tested. */
final class ImagesMustBePinnedByDigest extends ImagePolicy {
    private static final Parameter<List<String>> EXEMPT = Parameter.strings(
            "exemptRegistries", List.of(), "registries, or paths in them, whose images need no digest");

    ImagesMustBePinnedByDigest() {
        super(policy("image/digest-pinned", MEDIUM, "Images must be pinned by digest")
                .fix("add the digest of the tested image to its reference, as in name:tag@digest")
                .parameters(EXEMPT));
    }

    @Override
    boolean passesPinned() {
        return true;
    }

    @Override
    void evaluate(PodImage image, ImageReference reference, Judgement judgement) {
        if (reference.digest() == null && !ImagePattern.anyMatches(judgement.get(EXEMPT), reference)) {
            judgement.fail(image.field(), "image has no digest");
        }
    }
}
