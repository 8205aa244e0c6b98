package io.github.akspolicy.policy;

import io.github.akspolicy.resource.image.ImageReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * Verifies signatures of images without network. Found by {@link java.util.ServiceLoader}: the artifact {@code
 * aks-policy-signing} brings one.
 */
public interface SignatureVerifier {
    /**
     * A question.
     *
     * @param reference the image, whose registry and repository choose the trust
     * @param digest the digest that must be signed
     * @param kinds the signatures that count
     * @param trust whose signatures count
     * @param evidence the OCI layout that holds manifests and signatures
     * @param now when the verification takes place, as far as validity goes
     */
    record Request(
            ImageReference reference,
            String digest,
            Set<SignatureKind> kinds,
            TrustMaterial trust,
            Path evidence,
            Instant now) {
        public Request {
            kinds = Set.copyOf(kinds);
        }
    }

    /** Verifies every signature of an image. Never fails: what is wrong with the evidence is part of the answer. */
    ImageProof verify(Request request);
}
