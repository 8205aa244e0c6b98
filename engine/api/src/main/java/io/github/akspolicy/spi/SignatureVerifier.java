package io.github.akspolicy.spi;

import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.SignatureRequest;

/**
 * Verifies signatures of images without network. Found by {@link java.util.ServiceLoader}; {@code aks-policy-signing}
 * has an implementation.
 */
public interface SignatureVerifier {
    /** Verifies every signature of an image. Never fails: what is wrong with the evidence is part of the answer. */
    ImageProof verify(SignatureRequest request);
}
