package io.github.akspolicy.signing.notation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.resource.image.TrustStatement.Check;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.TestPolicies;
import io.github.akspolicy.signing.TestSigner;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.envelope.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Envelopes of a signer that shares nothing with the verifier. Labelled vectors of others run in conformance. */
class NotationVerifierTest {
    private static final Descriptor IMAGE =
            new Descriptor("application/vnd.oci.image.manifest.v1+json", "sha256:" + "a".repeat(64), 345);
    private static final String REPOSITORY = "contoso.azurecr.io/store/app";

    private static NotationResult verify(TestAuthority trusted, byte[] envelope, String mediaType, Instant now) {
        var stores = new NamedStores(Map.of("ca:contoso", trusted.rootPem()), null);
        return new NotationVerifier(TestPolicies.level("strict"), stores, now)
                .verify(envelope, mediaType, IMAGE, REPOSITORY);
    }

    @ParameterizedTest
    @CsvSource({"PS256, RSA, 2048", "ES256, EC, secp256r1", "ES384, EC, secp384r1", "ES512, EC, secp521r1"})
    void acceptsWhatItsAlgorithmSigned(String algorithm, String keys, String size) {
        var authority =
                new TestAuthority("Contoso", TestAuthority.keys(keys, size), Instant.parse("2030-01-01T00:00:00Z"));
        var signer = new TestSigner(authority, algorithm);

        assertThat(verify(authority, signer.jws(IMAGE), Envelope.JWS, TestAuthority.NOW)
                        .failure())
                .isNull();
        NotationResult cose = verify(authority, signer.cose(IMAGE), Envelope.COSE, TestAuthority.NOW);
        assertThat(cose.failure()).isNull();
        assertThat(cose.signer()).isEqualTo("CN=builder,OU=Release,O=Contoso,ST=WA,C=US");
    }

    @Test
    void saysWhoseRootIsMissing() {
        var other = new TestAuthority("Contoso", "secp256r1");
        byte[] envelope = new TestSigner(other, "ES256").jws(IMAGE);

        NotationResult.Failure failure = verify(
                        new TestAuthority("Contoso", "secp256r1"), envelope, Envelope.JWS, TestAuthority.NOW)
                .failure();

        assertThat(failure).isNotNull();
        assertThat(failure.check()).isEqualTo(Check.AUTHENTICITY);
        assertThat(failure.code()).isEqualTo(SignatureCode.SIGNER_UNTRUSTED);
        assertThat(failure.message()).contains("CN=Contoso Root").contains("sha256 ");
    }

    @Test
    void refusesAnExpiredCertificateWithItsDatesAndTheHint() {
        var authority = new TestAuthority(
                "Contoso", TestAuthority.keys("EC", "secp256r1"), Instant.parse("2026-11-24T00:00:00Z"));
        byte[] envelope = new TestSigner(authority, "ES256").cose(IMAGE);

        NotationResult.Failure failure =
                verify(authority, envelope, Envelope.COSE, TestAuthority.NOW).failure();

        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(SignatureCode.CERT_NOT_VALID);
        assertThat(failure.message()).contains("to 2026-11-24T00:00:00Z").contains("names no tsa store");
    }

    @Test
    void theSignatureEndsAtTheVeryMomentOfItsExpiry() {
        var authority = new TestAuthority("Contoso", "secp256r1");
        var signer = new TestSigner(authority, "ES256");
        signer.expiry = "2026-11-24T18:00:00Z";
        byte[] envelope = signer.cose(IMAGE);

        assertThat(verify(authority, envelope, Envelope.COSE, TestAuthority.NOW.minusSeconds(1))
                        .isGood())
                .isTrue();
        assertThat(verify(authority, envelope, Envelope.COSE, TestAuthority.NOW).failure())
                .extracting(NotationResult.Failure::code)
                .isEqualTo(SignatureCode.SIGNATURE_EXPIRED);
    }

    @Test
    void anAbsurdlyNestedEnvelopeIsRefusedAndNotAnOverflow() {
        var authority = new TestAuthority("Contoso", "secp256r1");
        byte[] json = "[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        byte[] cbor = new byte[1_000_000];
        java.util.Arrays.fill(cbor, (byte) 0x81);

        for (String mediaType : new String[] {Envelope.JWS, Envelope.COSE}) {
            for (byte[] bomb : new byte[][] {json, cbor}) {
                assertThat(verify(authority, bomb, mediaType, TestAuthority.NOW).failure())
                        .extracting(NotationResult.Failure::code)
                        .isEqualTo(SignatureCode.SIGNATURE_INVALID);
            }
        }
    }
}
