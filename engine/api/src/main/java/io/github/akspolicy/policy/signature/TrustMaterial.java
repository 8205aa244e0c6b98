package io.github.akspolicy.policy.signature;

import io.github.akspolicy.resource.image.TrustPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signers that are trusted.
 *
 * @param trustPolicy Notation's trust policy, or null when there is none
 * @param trustStores the folder of Notation's trust stores, which holds {@code x509}; or null
 * @param stores further trust stores by type and name, such as {@code ca:contoso}, each as certificates in PEM
 * @param keys public keys of cosign in PEM, by the name that messages call them
 * @param annotations what the signer must have added, for cosign
 * @param identities who may sign without key
 * @param trustedRoot sigstore's {@code trusted_root.json}, or null
 */
public record TrustMaterial(
        @Nullable TrustPolicy trustPolicy,
        @Nullable Path trustStores,
        Map<String, String> stores,
        Map<String, String> keys,
        Map<String, String> annotations,
        List<Identity> identities,
        @Nullable Path trustedRoot) {
    /** Nobody. */
    public static final TrustMaterial NONE =
            new TrustMaterial(null, null, Map.of(), Map.of(), Map.of(), List.of(), null);

    /**
     * Who may sign without key.
     *
     * @param subject the subject alternative name of the certificate
     * @param issuer who vouched for it
     */
    public record Identity(String subject, String issuer) {}

    public TrustMaterial {
        stores = Map.copyOf(stores);
        keys = Map.copyOf(keys);
        annotations = Map.copyOf(annotations);
        identities = List.copyOf(identities);
    }

    /** Whether signatures of a kind can count at all. */
    public boolean knows(SignatureKind kind) {
        return switch (kind) {
            case NOTATION -> trustPolicy != null;
            case COSIGN_KEY -> !keys.isEmpty();
            case COSIGN_KEYLESS -> !identities.isEmpty() && trustedRoot != null;
        };
    }
}
