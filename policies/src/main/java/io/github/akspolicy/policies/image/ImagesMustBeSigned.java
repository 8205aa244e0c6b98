package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.ImageTrust;
import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.policy.signature.TrustsImages;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who can push to a registry can run code on the cluster, unless only what a known signer has signed is deployed. */
final class ImagesMustBeSigned extends BuiltInEnvironmentPolicy<ImageUse> implements TrustsImages {
    private static final String FAIL = "fail";
    private static final String WARN = "warn";
    private static final List<String> REACTIONS = List.of(FAIL, WARN, "ignore");

    private static final Parameter<Set<String>> VERIFIERS = Parameter.choices(
            "verifiers",
            SignatureKind.words(),
            Set.of("notation"),
            "which signatures count; image integrity of AKS knows Notation only");
    private static final Parameter<String> MISSING_EVIDENCE =
            Parameter.choice("missingEvidence", REACTIONS, FAIL, "what follows when lock or evidence lack an image");
    private static final Parameter<String> REVOCATION_UNKNOWN = Parameter.choice(
            "revocationUnknown",
            REACTIONS,
            WARN,
            "what follows when a certificate could have been revoked, which is not known without network");
    private static final Parameter<String> SIGNATURE_RULE = Parameter.choice(
            "signatureRule",
            List.of("any", "all"),
            "any",
            "whether one good signature is enough, or a bad one beside it fails, as Ratify's chart sets it up");

    private static final Parameter<String> TRANSPARENCY_LOG = Parameter.choice(
            "transparencyLog",
            REACTIONS,
            FAIL,
            "what follows when Ratify looks for signatures in the transparency log (tLogVerify), which needs network");

    private static final Set<SignatureCode> MISSING =
            Set.of(SignatureCode.LOCK_MISSING, SignatureCode.EVIDENCE_MISSING);

    private final ImageTrust trust;

    ImagesMustBeSigned() {
        this(ImageTrust.NONE);
    }

    private ImagesMustBeSigned(ImageTrust trust) {
        super(
                ImageFacts.IMAGES,
                Set.of(ImageFacts.RATIFY_VERIFIERS, ImageFacts.RATIFY_MATERIAL),
                policy(
                                "image/signature-verified",
                                HIGH,
                                "Every image must carry a valid signature from a trusted identity")
                        .fix("sign the image and lock it again with " + CommandText.command("images-lock") + "; "
                                + CommandText.command("explain-image") + " shows each step")
                        .parameters(VERIFIERS, MISSING_EVIDENCE, REVOCATION_UNKNOWN, SIGNATURE_RULE, TRANSPARENCY_LOG));
        this.trust = trust;
    }

    @Override
    public Policy with(ImageTrust known) {
        return new ImagesMustBeSigned(known);
    }

    @Override
    public void evaluate(ImageUse image, Indexes indexes, Judgement judgement) {
        Set<SignatureKind> kinds =
                judgement.get(VERIFIERS).stream().map(SignatureKind::of).collect(Collectors.toUnmodifiableSet());
        ImageReference reference = image.reference().orElse(null);
        if (reference == null) {
            judgement.unknown(image.place(), UnknownCause.VALUE, "image is not an image reference");
            return;
        }
        TrustMaterial material = RatifyMaterial.trusted(trust.material(), reference, indexes);
        if (kinds.stream().noneMatch(material::knows)) {
            judgement.unknown(
                    image.place(),
                    UnknownCause.INPUT,
                    "no signer is trusted yet: set images.trustPolicy or images.cosignKeys, or add Ratify's"
                            + " resources to the sources");
        } else {
            judge(
                    image,
                    trust.verify(reference, kinds, material),
                    RatifyMaterial.needsTransparencyLog(trust.material(), reference, indexes),
                    judgement);
        }
    }

    private static void judge(ImageUse image, ImageProof proof, boolean transparencyLog, Judgement judgement) {
        boolean all = judgement.get(SIGNATURE_RULE).equals("all");
        if (!proof.isSigned()) {
            String reaction = proof.code() != null && MISSING.contains(proof.code())
                    ? judgement.get(MISSING_EVIDENCE)
                    : proof.isUnknown() ? judgement.get(REVOCATION_UNKNOWN) : FAIL;
            react(image, reaction, SignatureText.unsigned(proof), judgement);
        } else if (transparencyLog && SignatureText.isByKeysOnly(proof)) {
            react(image, judgement.get(TRANSPARENCY_LOG), SignatureText.TRANSPARENCY_LOG, judgement);
        } else if (proof.signatures().stream().anyMatch(signature -> !signature.isGood())) {
            react(image, all ? FAIL : WARN, SignatureText.mixed(proof), judgement);
        } else if (SignatureText.isNotEnforced(proof)) {
            react(image, WARN, SignatureText.notEnforced(proof), judgement);
        }
    }

    private static void react(ImageUse image, String reaction, String message, Judgement judgement) {
        Observation observation = Observation.violation(image.place(), message, "");
        if (reaction.equals(FAIL)) {
            judgement.add(observation);
        } else if (reaction.equals(WARN)) {
            judgement.add(observation.withSeverity(LOW));
        }
    }
}
