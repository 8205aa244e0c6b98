package io.github.akspolicy.policy.signature;

import io.github.akspolicy.resource.image.ImageReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * A question to the verifier of signatures.
 *
 * @param reference the image, whose registry and repository choose the trust
 * @param digest the digest that must be signed
 * @param kinds the signatures that count
 * @param trust whose signatures count
 * @param evidence the OCI layout that holds manifests and signatures
 * @param now when the verification takes place, as far as validity goes
 */
public record SignatureRequest(
        ImageReference reference,
        String digest,
        Set<SignatureKind> kinds,
        TrustMaterial trust,
        Path evidence,
        Instant now) {
    public SignatureRequest {
        kinds = Set.copyOf(kinds);
    }
}
