package io.github.akspolicy.signing.notation;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.resource.image.TrustStatement;
import io.github.akspolicy.resource.image.TrustStatement.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of one Notation signature came to.
 *
 * @param failure the check that failed and is enforced, or null when the signature is good
 * @param logged the checks that failed, but that the trust policy only logs, in the order in which they were made
 * @param statement the statement of the trust policy that was applied, or null when none was
 * @param signer the subject of the signing certificate, or empty when it is not known
 */
public record NotationResult(
        @Nullable Failure failure,
        List<Failure> logged,
        @Nullable TrustStatement statement,
        String signer) {
    /**
     * A check that failed.
     *
     * @param check the check; null when the trust policy itself cannot be applied
     * @param code the kind of failure
     * @param message what is wrong
     */
    public record Failure(@Nullable Check check, SignatureCode code, String message) {}

    public NotationResult {
        logged = List.copyOf(logged);
    }

    /** Whether the signature is good by the trust policy. */
    public boolean isGood() {
        return failure == null;
    }

    /** Whether nothing was verified, because the trust policy says so. */
    public boolean isSkipped() {
        return statement != null && statement.level() == TrustStatement.Level.SKIP;
    }
}
