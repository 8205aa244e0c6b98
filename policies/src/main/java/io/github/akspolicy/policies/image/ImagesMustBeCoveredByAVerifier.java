package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.List;
import java.util.Set;

/** A signature that nobody asks for protects nothing: the cluster itself must verify what it admits. */
final class ImagesMustBeCoveredByAVerifier extends BuiltInEnvironmentPolicy<ImageUse> {
    private static final Parameter<Boolean> ELSEWHERE = Parameter.flag(
            "verifierManagedElsewhere",
            false,
            "whether the verifier is installed elsewhere: then images are evaluated only where one is among the sources");
    private static final Parameter<Set<String>> ACCEPTED = Parameter.choices(
            "acceptedVerifiers",
            SignatureVerification.VERIFIER_NAMES,
            Set.of("ratify", "kyverno", "sigstore"),
            "the verifiers that count");

    ImagesMustBeCoveredByAVerifier() {
        super(
                ImageFacts.IMAGES,
                Set.of(ImageFacts.SIGNATURE_VERIFICATIONS),
                policy(
                                "image/signature-verification-configured",
                                HIGH,
                                "A signature verifier must be configured for the namespaces that run workloads")
                        .fix("add a rule of the verifier for this image, or say verifierManagedElsewhere")
                        .parameters(ELSEWHERE, ACCEPTED));
    }

    @Override
    public void evaluate(ImageUse image, Indexes indexes, Judgement judgement) {
        List<SignatureVerification> verifiers = indexes.all(ImageFacts.SIGNATURE_VERIFICATIONS).stream()
                .filter(verification -> judgement.get(ACCEPTED).contains(verification.verifier()))
                .toList();
        ImageReference reference = image.reference().orElse(null);
        if (verifiers.isEmpty() && judgement.get(ELSEWHERE)) {
            return;
        }
        if (reference == null) {
            judgement.unknown(image.place(), UnknownCause.VALUE, "image is not an image reference");
        } else if (verifiers.isEmpty()) {
            judgement.fail(
                    image.place(),
                    "no signature verifier covers this image: none of " + sorted(judgement) + " is among the sources");
        } else if (verifiers.stream()
                .noneMatch(
                        verifier -> verifier.covers(reference, image.namespace() == null ? "" : image.namespace()))) {
            judgement.fail(
                    image.place(),
                    "no signature verifier covers this image: no rule of "
                            + verifiers.stream()
                                    .map(SignatureVerification::verifier)
                                    .distinct()
                                    .sorted()
                                    .toList()
                            + " covers " + reference.name());
        }
    }

    private static List<String> sorted(Judgement judgement) {
        return judgement.get(ACCEPTED).stream().sorted().toList();
    }
}
