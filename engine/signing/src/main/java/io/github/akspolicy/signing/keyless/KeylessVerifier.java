package io.github.akspolicy.signing.keyless;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.util.List;

/**
 * Verifies signatures made with sigstore's certificates in place of a key. Found by {@link java.util.ServiceLoader}, since
 * the library that does it weighs 33 MB: the artifact {@code aks-policy-sigstore} brings it.
 */
public interface KeylessVerifier {
    /**
     * Verifies that a bundle is the signature of an image by one of some identities.
     *
     * @param bundle the bundle, as it is stored
     * @param digest of the image
     * @param trustedRoot sigstore's {@code trusted_root.json}
     * @param identities who may have signed; never empty
     * @return who signed
     * @throws VerificationFailure when it is not
     */
    String verify(byte[] bundle, String digest, byte[] trustedRoot, List<KeylessIdentity> identities)
            throws VerificationFailure;
}
