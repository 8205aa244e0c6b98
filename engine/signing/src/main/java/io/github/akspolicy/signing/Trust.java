package io.github.akspolicy.signing;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.cosign.CosignKey;
import io.github.akspolicy.signing.cosign.CosignVerifier;
import io.github.akspolicy.signing.keyless.KeylessIdentity;
import io.github.akspolicy.signing.keyless.KeylessVerifier;
import io.github.akspolicy.signing.notation.NamedStores;
import io.github.akspolicy.signing.notation.NotationVerifier;
import io.github.akspolicy.signing.notation.TrustStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trust material, read and ready to verify with. */
public final class Trust {
    private static final long MAX_TRUSTED_ROOT = 4 << 20;

    private final TrustMaterial material;
    private final TrustStores stores;
    private @Nullable CosignVerifier cosign;
    private @Nullable KeylessVerifier keyless;

    public Trust(TrustMaterial material) {
        this.material = material;
        this.stores = new NamedStores(material.stores(), material.trustStores());
    }

    /** The verifier of Notation signatures, or null when there is no trust policy. */
    @Nullable
    NotationVerifier notation(Instant now) {
        return material.trustPolicy() == null ? null : new NotationVerifier(material.trustPolicy(), stores, now);
    }

    /**
     * The verifier of signatures with keys.
     *
     * @throws VerificationFailure when there is no key, or one that cannot be read
     */
    synchronized CosignVerifier cosign() throws VerificationFailure {
        if (cosign == null) {
            var keys = new ArrayList<CosignKey>();
            for (Map.Entry<String, String> key : new TreeMap<>(material.keys()).entrySet()) {
                try {
                    keys.add(CosignKey.read(key.getKey(), key.getValue()));
                } catch (IllegalArgumentException unusable) {
                    throw new VerificationFailure(
                            SignatureCode.POLICY_INVALID,
                            "the key " + key.getKey() + " cannot be used: " + unusable.getMessage());
                }
            }
            if (keys.isEmpty()) {
                throw new VerificationFailure(
                        SignatureCode.SIGNER_UNTRUSTED, "no key of cosign is trusted: name it under images.cosignKeys");
            }
            cosign = new CosignVerifier(keys, material.annotations());
        }
        return cosign;
    }

    /**
     * Verifies a keyless bundle.
     *
     * @return who signed
     * @throws VerificationFailure when it is not good, or cannot be verified here
     */
    String verifyKeyless(byte[] bundle, String digest) throws VerificationFailure {
        Path root = material.trustedRoot();
        if (material.identities().isEmpty() || root == null) {
            throw new VerificationFailure(
                    SignatureCode.KEYLESS_UNSUPPORTED,
                    "a keyless signature counts only with images.keyless: trustedRoot, and identities of subject and issuer");
        }
        List<KeylessIdentity> identities = material.identities().stream()
                .map(identity -> new KeylessIdentity(identity.subject(), identity.issuer()))
                .toList();
        return keyless().verify(bundle, digest, read(root), identities);
    }

    private synchronized KeylessVerifier keyless() throws VerificationFailure {
        if (keyless == null) {
            keyless = ServiceLoader.load(KeylessVerifier.class, Trust.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(() -> new VerificationFailure(
                            SignatureCode.KEYLESS_UNSUPPORTED,
                            "a keyless signature needs the artifact io.github.akspolicy:aks-policy-sigstore: add it to the"
                                    + " dependencies of the plugin, or of the test"));
        }
        return keyless;
    }

    private static byte[] read(Path file) throws VerificationFailure {
        try {
            if (Files.size(file) <= MAX_TRUSTED_ROOT) {
                return Files.readAllBytes(file);
            }
        } catch (IOException unreadable) {
            // said below
        }
        throw new VerificationFailure(SignatureCode.POLICY_INVALID, "the trusted root of sigstore cannot be read");
    }
}
