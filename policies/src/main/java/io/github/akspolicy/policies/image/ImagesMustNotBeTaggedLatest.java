package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;
import java.util.Optional;

/** What {@code latest} means changes under a running workload. */
final class ImagesMustNotBeTaggedLatest extends ImagePolicy {
    private static final Parameter<List<String>> FORBIDDEN = Parameter.strings(
            "forbiddenTags",
            List.of("latest"),
            "tags that images must not have, exactly as written; an empty one forbids that there is none");

    ImagesMustNotBeTaggedLatest() {
        super(policy("image/tag-not-latest", MEDIUM, "Images must carry a tag other than latest")
                .fix("name the version to run as tag or digest of the image")
                .parameters(FORBIDDEN)
                .in(RECOMMENDED));
    }

    @Override
    boolean passesPinned() {
        return true;
    }

    /** A tag that is known decides, whatever fills in the rest; so does one that can be none of these: {@code v1-${BUILD}}. */
    @Override
    Optional<ImageReference> known(String withHoles, Judgement judgement) {
        String last = withHoles.substring(withHoles.lastIndexOf('/') + 1);
        int at = last.indexOf('@');
        String named = at < 0 ? last : last.substring(0, at);
        String tag = named.substring(named.indexOf(':') + 1);
        boolean isOpen = named.indexOf(':') < 0
                ? named.contains(Unresolved.HOLE)
                : judgement.get(FORBIDDEN).stream().anyMatch(word -> !tag.equals(word) && Unresolved.mayBe(tag, word));
        return at < 0 && isOpen ? Optional.empty() : ImageReference.parse(last.replace(Unresolved.HOLE, "x"));
    }

    @Override
    void evaluate(PodImage image, ImageReference reference, Judgement judgement) {
        String tag = reference.effectiveTag();
        List<String> forbidden = judgement.get(FORBIDDEN);
        if (tag != null && (forbidden.contains(tag) || (reference.isUntagged() && forbidden.contains("")))) {
            judgement.fail(
                    image.field(),
                    reference.isUntagged() ? "image has no tag, which means latest" : "image is tagged " + tag,
                    Fix.match(image.field()));
        }
    }
}
