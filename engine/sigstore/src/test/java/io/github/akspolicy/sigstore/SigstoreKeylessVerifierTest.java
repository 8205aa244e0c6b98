package io.github.akspolicy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.keyless.KeylessIdentity;
import io.github.akspolicy.signing.keyless.KeylessVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real bundle, made by GitHub's own instance: what this module adds to the library. */
class SigstoreKeylessVerifierTest {
    private static final String DIGEST = "sha256:732112270d7e59418a8c080b134b24cabd67d250d0d0147a97ed95ba5c280aa4";
    private static final Path VECTORS = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("../../../shared/signature-vectors/sigstore/cosign")
            .normalize();

    private byte[] bundle = {};
    private byte[] root = {};

    @BeforeEach
    void read() throws Exception {
        assumeTrue(Files.isDirectory(VECTORS), () -> "no signature vectors at " + VECTORS);
        bundle = Files.readAllBytes(VECTORS.resolve("oci-attestation.sigstore.json"));
        root = Files.readAllBytes(VECTORS.resolve("trusted_root_pgi.json"));
    }

    private static KeylessIdentity identity(String subject) {
        return new KeylessIdentity(subject, "https://github.com/login/oauth");
    }

    @Test
    void aBundleOfNobodyNamedIsRefused() throws Exception {
        SigstoreBundleVerifier verifier = SigstoreBundleVerifier.of(root);
        byte[] sha256 = HexFormat.of().parseHex(DIGEST.substring(7));

        assertThatThrownBy(() -> verifier.verify(bundle, sha256, List.of()))
                .isInstanceOfSatisfying(
                        VerificationFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(SignatureCode.POLICY_INVALID));
        assertThatThrownBy(() -> verifier.verify(bundle, sha256, List.of(identity("somebody@example.com"))))
                .isInstanceOfSatisfying(
                        VerificationFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(SignatureCode.IDENTITY_MISMATCH));
        assertThat(verifier.verify(bundle, sha256, List.of(identity("cody@soyland.com"))))
                .contains("cody@soyland.com");
    }

    @Test
    void anAttestationOfAnotherKindIsNoSignature() {
        KeylessVerifier verifier =
                ServiceLoader.load(KeylessVerifier.class).findFirst().orElseThrow();

        assertThatThrownBy(() -> verifier.verify(bundle, DIGEST, root, List.of(identity("cody@soyland.com"))))
                .isInstanceOfSatisfying(
                        VerificationFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(SignatureCode.NO_SIGNATURE));
    }

    @Test
    void anIdentityNeedsBothHalves() {
        assertThatThrownBy(() -> new KeylessIdentity("a", " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
