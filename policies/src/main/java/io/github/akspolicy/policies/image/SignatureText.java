package io.github.akspolicy.policies.image;

import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.SignatureResult;
import java.util.List;
import java.util.stream.Collectors;

/** Says what the verification of an image's signatures came to. */
final class SignatureText {
    /** More reasons would not be read. */
    private static final int MOST = 5;

    private SignatureText() {}

    /** Why an image counts as unsigned: each signature with its own reason. */
    static String unsigned(ImageProof proof) {
        if (proof.code() != null) {
            return "image is not proven to be signed: " + proof.code() + ": " + proof.message();
        }
        List<SignatureResult> bad = proof.signatures();
        String reasons = bad.stream().limit(MOST).map(SignatureText::reason).collect(Collectors.joining("; "));
        return "image has no good signature: " + reasons
                + (bad.size() > MOST ? "; and " + (bad.size() - MOST) + " more" : "");
    }

    private static String reason(SignatureResult signature) {
        return signature.code() + " (" + signature.kind() + "): " + signature.message();
    }

    static String mixed(ImageProof proof) {
        return "image has a good signature, and another that is not, which a cluster that asks for all would refuse: "
                + proof.signatures().stream()
                        .filter(signature -> !signature.isGood())
                        .limit(MOST)
                        .map(SignatureText::reason)
                        .collect(Collectors.joining("; "));
    }

    /** Whether all good signatures are by keys of cosign. */
    static boolean isByKeysOnly(ImageProof proof) {
        return proof.signatures().stream()
                .filter(SignatureResult::isGood)
                .allMatch(signature -> signature.kind() == SignatureKind.COSIGN_KEY);
    }

    /** What Ratify does besides, and no build. */
    static final String TRANSPARENCY_LOG =
            "image has a good signature, but Ratify admits it only if the transparency log"
                    + " has the signature, too, and no build asks the log: set tLogVerify: false in the Verifier for your own keys,"
                    + " or transparencyLog: warn here";

    /** Whether all that stands behind a pass is a trust policy that enforces nothing, or not everything. */
    static boolean isNotEnforced(ImageProof proof) {
        return proof.signatures().stream()
                .filter(SignatureResult::isGood)
                .allMatch(signature ->
                        !signature.logged().isEmpty() || signature.message().startsWith("not verified"));
    }

    static String notEnforced(ImageProof proof) {
        SignatureResult signature = proof.signatures().get(0);
        return "image passes only because the trust policy does not enforce it: "
                + (signature.logged().isEmpty() ? signature.message() : String.join("; ", signature.logged()));
    }
}
