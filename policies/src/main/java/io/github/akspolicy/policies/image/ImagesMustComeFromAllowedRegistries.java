package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policies.base.Safeguarded;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
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

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "image/allowed-registries",
                    HIGH,
                    "Images must come from the allowed registries",
                    "pull the image from an allowed registry, or import it there")
            .parameters(REGISTRIES, REGEX, ANCHOR)
            .in(TALK, CIS)
            .references(Catalog.MCSB, "PV-2")
            .references(Catalog.DEFENDER, "Container images should be deployed from trusted registries only")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private container registry")
            .in(Parameters.DEFAULTS.with(ANCHOR, false), Safeguarded.SAFEGUARDS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "febd0533-8e55-448f-b837-bd0e06f16469",
                    "Kubernetes cluster containers should only use allowed images")
            .reference(
                    Catalog.AZURE_POLICY,
                    "5f86cb6e-c4da-441b-807c-44bd0cc14e66",
                    "[Deprecated]: Ensure only allowed container images in AKS")
            .references(Catalog.CIS_AKS, "5.1.4")
            .references(Catalog.CIS_KUBERNETES, "5.5.1")
            .references(Catalog.TRIVY, "KSV-0032", "KSV-0124", "KSV-0125")
            .references(
                    Catalog.KYVERNO,
                    "best-practices/restrict-image-registries",
                    "other/allowed-image-repos",
                    "other/advanced-restrict-image-registries")
            .references(Catalog.GATEKEEPER, "allowedrepos", "allowedreposv2")
            .references(
                    Catalog.AKS_DOCS,
                    "deployment-safeguards",
                    "cluster-container-registry-integration",
                    "operator-best-practices-container-image-management");

    ImagesMustComeFromAllowedRegistries() {
        super(INFO);
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
