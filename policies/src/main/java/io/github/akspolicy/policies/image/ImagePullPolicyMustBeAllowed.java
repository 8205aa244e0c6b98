package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;
import java.util.Set;

/** Always asks the registry at every start; IfNotPresent runs what the node has. Which is right is the cluster's choice. */
final class ImagePullPolicyMustBeAllowed extends BuiltInPolicy<PodImage> {
    private static final Parameter<Set<String>> ALLOWED = Parameter.choices(
            "allowedPullPolicy",
            List.of("Always", "IfNotPresent", "Never"),
            Set.of("IfNotPresent", "Never"),
            "the pull policies that pass; the default is Azure Policy's");

    private static final Parameter<List<String>> ONLY_TAGS = Parameter.strings(
            "onlyTags",
            List.of(),
            "tags whose images are evaluated, such as latest, which no tag means, too; * stands for any text; all images, also"
                    + " those with a digest instead, when empty");

    ImagePullPolicyMustBeAllowed() {
        super(
                PodImage.VIEW,
                policy("image/pull-policy", LOW, "The image pull policy must be an allowed one")
                        .fix("set imagePullPolicy of the container to an allowed value")
                        .parameters(ALLOWED, ONLY_TAGS));
    }

    @Override
    public void evaluate(PodImage image, Judgement judgement) {
        if (!isJudged(image, judgement.get(ONLY_TAGS))) {
            return;
        }
        Field field = image.pullPolicy();
        // the API server takes an empty text for one that is not set
        boolean isSet = !field.textOr("").isEmpty();
        String policy = isSet ? field.text() : null;
        if (policy == null) {
            policy = image.defaultPullPolicy();
        }
        if (policy == null) {
            judgement.unknown(
                    field, UnknownCause.VALUE, field.key() + " is not set, and image is not an image reference");
        } else if (!judgement.get(ALLOWED).contains(policy)) {
            judgement.fail(
                    field,
                    isSet
                            ? field.key() + " is " + policy
                            : field.key() + " is not set, which means " + policy + " for this image");
        }
    }

    private static boolean isJudged(PodImage image, List<String> onlyTags) {
        return onlyTags.isEmpty()
                || image.reference()
                        .map(ImageReference::effectiveTag)
                        .filter(tag -> Glob.anyMatches(onlyTags, tag))
                        .isPresent();
    }
}
