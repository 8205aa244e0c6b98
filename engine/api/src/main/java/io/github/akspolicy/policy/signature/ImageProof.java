package io.github.akspolicy.policy.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of all signatures of one image.
 *
 * @param digest the digest that was verified; empty when it is not known
 * @param signatures each signature that was tried
 * @param code why no signature could be tried, or null
 * @param message what that means, and what to do; empty when there is nothing to say
 */
public record ImageProof(
        String digest,
        List<SignatureResult> signatures,
        @Nullable SignatureCode code,
        String message) {
    public ImageProof {
        signatures = List.copyOf(signatures);
    }

    /** Nothing to verify. */
    public static ImageProof without(String digest, SignatureCode code, String message) {
        return new ImageProof(digest, List.of(), code, message);
    }

    /** Whether one of the signatures is good. */
    public boolean isSigned() {
        return signatures.stream().anyMatch(SignatureResult::isGood);
    }

    /** Whether a signature could be good, but that is not known without network. */
    public boolean isUnknown() {
        return signatures.stream().anyMatch(SignatureResult::isUnknown);
    }
}
