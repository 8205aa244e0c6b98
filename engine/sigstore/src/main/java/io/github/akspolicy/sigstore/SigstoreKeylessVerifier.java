package io.github.akspolicy.sigstore;

import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.cosign.SigstoreBundle;
import io.github.akspolicy.signing.keyless.KeylessIdentity;
import io.github.akspolicy.signing.keyless.KeylessVerifier;
import io.github.akspolicy.signing.layout.Digests;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keyless signatures of images. An attestation of another kind, such as a bill of materials, is no signature. */
public final class SigstoreKeylessVerifier implements KeylessVerifier {
    private final Map<String, SigstoreBundleVerifier> verifiers = new ConcurrentHashMap<>();

    @Override
    public String verify(byte[] bundle, String digest, byte[] trustedRoot, List<KeylessIdentity> identities)
            throws VerificationFailure {
        SigstoreBundle.read(bundle).statement().check(digest);
        String root = Digests.of(trustedRoot);
        SigstoreBundleVerifier verifier = verifiers.get(root);
        if (verifier == null) {
            verifier = SigstoreBundleVerifier.of(trustedRoot);
            verifiers.put(root, verifier);
        }
        return verifier.verify(bundle, HexFormat.of().parseHex(Digests.hex(digest)), identities);
    }
}
