package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.image.ImagePattern;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;
import java.util.Optional;

/** A public registry can be down, rate-limited or taken over, and it is reached over the public network. */
final class ImagesMustNotComeFromPublicRegistries extends ImagePolicy {
    private static final Parameter<List<String>> PUBLIC = Parameter.strings(
            "publicRegistries",
            List.of(
                    "docker.io",
                    "ghcr.io",
                    "quay.io",
                    "gcr.io",
                    "registry.k8s.io",
                    "k8s.gcr.io",
                    "public.ecr.aws",
                    "registry.gitlab.com"),
            "registries, or paths in them, that images must not come from");
    private static final Parameter<Boolean> INCLUDE_MCR = Parameter.flag(
            "includeMcr",
            false,
            "whether mcr.microsoft.com counts, as in a network-isolated cluster that pulls it through a cache rule");

    ImagesMustNotComeFromPublicRegistries() {
        super(policy("image/public-registry", MEDIUM, "Images must not come from public registries")
                .fix("import the image into your own registry and pull it from there")
                .parameters(PUBLIC, INCLUDE_MCR));
    }

    @Override
    Optional<ImageReference> known(String withHoles, Judgement judgement) {
        return knownName(withHoles);
    }

    @Override
    void evaluate(PodImage image, ImageReference reference, Judgement judgement) {
        if (ImagePattern.anyMatches(judgement.get(PUBLIC), reference)
                || (judgement.get(INCLUDE_MCR) && reference.registry().equals("mcr.microsoft.com"))) {
            judgement.fail(image.field(), "image comes from the public registry " + reference.registry());
        }
    }
}
