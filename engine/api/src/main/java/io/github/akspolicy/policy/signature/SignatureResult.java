package io.github.akspolicy.policy.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of the verification of one signature.
 *
 * @param kind the way it was made
 * @param manifest the digest of the manifest that holds it
 * @param signer who signed, as far as it is known; else empty
 * @param code why it is not good, or null when it is
 * @param message what is wrong, or what was verified
 * @param logged checks that failed and that the trust policy only logs
 */
public record SignatureResult(
        SignatureKind kind,
        String manifest,
        String signer,
        @Nullable SignatureCode code,
        String message,
        List<String> logged) {
    public SignatureResult {
        logged = List.copyOf(logged);
    }

    /** Whether the signature proves what it should. */
    public boolean isGood() {
        return code == null;
    }

    /** Whether it could be good, but that is not known without network. */
    public boolean isUnknown() {
        return code == SignatureCode.REVOCATION_UNKNOWN;
    }
}
