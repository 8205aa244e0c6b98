package io.github.akspolicy.sigstore;

import dev.sigstore.KeylessVerificationException;
import dev.sigstore.KeylessVerifier;
import dev.sigstore.TrustedRootProvider;
import dev.sigstore.VerificationOptions;
import dev.sigstore.VerificationOptions.CertificateMatcher;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.bundle.BundleParseException;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.strings.StringMatcher;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.keyless.KeylessIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Verifies bundles with sigstore-java and a trusted root from a file: certificate chain, certificate transparency, Rekor's
 * inclusion proof and the signature. What sigstore-java 2.0.0 leaves out is added: somebody must be named, and the
 * certificate must have been valid when Rekor saw the signature.
 */
public final class SigstoreBundleVerifier {
    private final KeylessVerifier verifier;

    private SigstoreBundleVerifier(KeylessVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * @param trustedRoot sigstore's {@code trusted_root.json}
     * @throws VerificationFailure when it cannot be used
     */
    public static SigstoreBundleVerifier of(byte[] trustedRoot) throws VerificationFailure {
        try {
            // the library takes a path only
            try (ScratchFolder scratch = ScratchFolder.create("sigstore")) {
                Path file = Files.write(scratch.path().resolve("trusted-root.json"), trustedRoot);
                return new SigstoreBundleVerifier(KeylessVerifier.builder()
                        .trustedRootProvider(TrustedRootProvider.from(file))
                        .build());
            }
        } catch (IOException | GeneralSecurityException | SigstoreConfigurationException | RuntimeException unusable) {
            // the library reports fields that are missing or malformed by many unchecked ones
            throw new VerificationFailure(
                    SignatureCode.POLICY_INVALID, "the trusted root of sigstore cannot be used", unusable);
        }
    }

    /**
     * Verifies a bundle.
     *
     * @param json the bundle
     * @param sha256 the hash of what must be signed
     * @param identities who may have signed
     * @return who signed
     * @throws VerificationFailure when the bundle does not prove that, or nobody is named
     */
    public String verify(byte[] json, byte[] sha256, List<KeylessIdentity> identities) throws VerificationFailure {
        if (identities.isEmpty()) {
            throw new VerificationFailure(
                    SignatureCode.POLICY_INVALID,
                    "no identity is trusted: without subject and issuer everybody could have signed");
        }
        try {
            Bundle bundle = Bundle.from(new StringReader(new String(json, StandardCharsets.UTF_8)));
            var options = VerificationOptions.builder();
            for (KeylessIdentity identity : identities) {
                options.addCertificateMatchers(CertificateMatcher.fulcio()
                        .subjectAlternativeName(StringMatcher.string(identity.subject()))
                        .issuer(StringMatcher.string(identity.issuer()))
                        .build());
            }
            verifier.verify(sha256, bundle, options.build());
            X509Certificate leaf =
                    (X509Certificate) bundle.getCertPath().getCertificates().get(0);
            checkTime(bundle, leaf);
            return String.valueOf(leaf.getSubjectAlternativeNames());
        } catch (BundleParseException malformed) {
            boolean noProof = String.valueOf(malformed.getMessage()).contains("inclusion proof");
            throw new VerificationFailure(
                    noProof ? SignatureCode.LEGACY_KEYLESS : SignatureCode.SIGNATURE_INVALID,
                    "the bundle cannot be used: " + malformed.getMessage(),
                    malformed);
        } catch (KeylessVerificationException wrong) {
            boolean identity = String.valueOf(wrong.getMessage()).contains("certificate identities");
            throw new VerificationFailure(
                    identity ? SignatureCode.IDENTITY_MISMATCH : SignatureCode.SIGNATURE_INVALID,
                    "the keyless signature is not good: " + wrong.getMessage(),
                    wrong);
        } catch (GeneralSecurityException | RuntimeException malformed) {
            // as above: a bundle is hostile input
            throw new VerificationFailure(
                    SignatureCode.SIGNATURE_INVALID,
                    "the bundle cannot be verified: " + malformed.getMessage(),
                    malformed);
        }
    }

    /** sigstore-java 1.3.0 did this, 2.0.0 does not, 2.1.0 does again. */
    private static void checkTime(Bundle bundle, X509Certificate leaf) throws VerificationFailure {
        if (!bundle.getTimestamps().isEmpty()) {
            return;
        }
        for (RekorEntry entry : bundle.getEntries()) {
            Instant time = entry.getIntegratedTimeInstant();
            if (time.isBefore(leaf.getNotBefore().toInstant())
                    || time.isAfter(leaf.getNotAfter().toInstant())) {
                throw new VerificationFailure(
                        SignatureCode.CERT_NOT_VALID,
                        "the certificate was not valid when Rekor saw the signature, at " + time);
            }
        }
    }
}
