package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;

/** The API server accepts any text as an image; the kubelet then refuses it with InvalidImageName. */
final class ImageReferencesMustParse extends BuiltInPolicy<PodImage> {
    private static final Parameter<List<String>> PLACEHOLDERS = Parameter.strings(
            "placeholders",
            List.of("*{{*", "*${*", "*$(*", "*<*>*", "*REPLACE_ME*", "*CHANGE_ME*", "*CHANGEME*"),
            "placeholders that must be replaced; * stands for any text");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "image/reference-parseable",
                    MEDIUM,
                    "Image references must parse and hold no placeholder",
                    "write the image as registry/repository:tag or registry/repository@digest")
            .parameters(PLACEHOLDERS)
            .in(RECOMMENDED)
            .references(Catalog.KUBE_LINTER, "schema-validation")
            .references(Catalog.AKS_DOCS, "operator-best-practices-container-image-management");

    ImageReferencesMustParse() {
        super(PodImage.VIEW, INFO);
    }

    @Override
    public void evaluate(PodImage image, Judgement judgement) {
        String text = image.field().stringOr("");
        if (text.isEmpty()) {
            judgement.fail(image.field(), problem(image.field()));
        } else if (Glob.anyMatches(judgement.get(PLACEHOLDERS), text)) {
            judgement.fail(image.field(), "image holds a placeholder");
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
