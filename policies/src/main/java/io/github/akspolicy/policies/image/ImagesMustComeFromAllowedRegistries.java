package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.image.ImagePattern;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;
import java.util.Optional;

/** Who controls the registry controls what runs: a private registry is a boundary only when nothing else is pulled. */
final class ImagesMustComeFromAllowedRegistries extends ImagePolicy {
    private static final Parameter<List<String>> REGISTRIES = Parameter.strings(
            "allowedRegistries",
            List.of(),
            "registries, or paths in them, that images may come from, such as contoso.azurecr.io, *.azurecr.io (one"
                    + " label) or mcr.microsoft.com/oss; or one image exactly as written");
    private static final Parameter<String> REGEX = Parameter.string(
                    "allowedContainerImagesRegex",
                    "",
                    "regular expression of images that are allowed, too; none when empty")
            .checkedBy(Patterns::fault);
    private static final Parameter<Boolean> ANCHOR = Parameter.flag(
            "anchorRegex",
            true,
            "whether the expression must match the whole reference; for Azure Policy a part is enough");

    ImagesMustComeFromAllowedRegistries() {
        super(policy("image/allowed-registries", HIGH, "Images must come from the allowed registries")
                .fix("pull the image from an allowed registry, or import it there")
                .parameters(REGISTRIES, REGEX, ANCHOR));
    }

    @Override
    Optional<ImageReference> known(String withHoles, Judgement judgement) {
        return judgement.get(REGEX).isEmpty() ? knownName(withHoles) : Optional.empty();
    }

    @Override
    void evaluate(PodImage image, ImageReference reference, Judgement judgement) {
        List<String> registries = judgement.get(REGISTRIES);
        String regex = judgement.get(REGEX);
        if (registries.isEmpty() && regex.isEmpty()) {
            judgement.unknown(image.field(), InputKind.SETTINGS, "no registry is allowed yet: set allowedRegistries");
        } else if (!ImagePattern.anyMatches(registries, reference)
                && (regex.isEmpty() || !matches(regex, reference.text(), judgement.get(ANCHOR)))) {
            judgement.fail(image.field(), "image comes from " + reference.registry() + ", which is not allowed for it");
        }
    }

    /** An expression that cannot be read allows nothing: the configuration is checked, an assignment of Azure is not. */
    private static boolean matches(String regex, String text, boolean whole) {
        return whole
                ? Patterns.fault(regex) == null
                        && Patterns.of(regex).matcher(text).matches()
                : Patterns.finds(regex, text);
    }
}
