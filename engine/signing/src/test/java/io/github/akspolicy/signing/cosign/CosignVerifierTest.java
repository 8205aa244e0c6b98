package io.github.akspolicy.signing.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.base.VerificationFailure;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CosignVerifierTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String PAYLOAD =
            "{\"critical\":{\"identity\":{\"docker-reference\":\"contoso.azurecr.io/app\"},"
                    + "\"image\":{\"docker-manifest-digest\":\"" + DIGEST + "\"},"
                    + "\"type\":\"cosign container image signature\"},\"optional\":{\"build\":\"7\"}}";

    private final KeyPair pair = TestAuthority.keys("EC", "secp256r1");
    private final CosignKey key = CosignKey.read(
            "release.pub", TestAuthority.pem("PUBLIC KEY", pair.getPublic().getEncoded()));

    private Map<String, String> signed(String payload) throws Exception {
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate());
        signer.update(payload.getBytes(StandardCharsets.UTF_8));
        return Map.of("dev.cosignproject.cosign/signature", Base64.getEncoder().encodeToString(signer.sign()));
    }

    private CosignVerifier.Proof verify(String payload, Map<String, String> layer, Map<String, String> required)
            throws VerificationFailure {
        return new CosignVerifier(List.of(key), required)
                .verify(payload.getBytes(StandardCharsets.UTF_8), layer, DIGEST);
    }

    private void refuses(String payload, Map<String, String> layer, Map<String, String> required, SignatureCode code) {
        assertThatThrownBy(() -> verify(payload, layer, required))
                .isInstanceOfSatisfying(
                        VerificationFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void acceptsAPayloadOfTheKey() throws Exception {
        assertThat(verify(PAYLOAD, signed(PAYLOAD), Map.of("build", "7")))
                .isEqualTo(new CosignVerifier.Proof("key release.pub", "contoso.azurecr.io/app"));
    }

    @Test
    void refusesEverythingElse() throws Exception {
        Map<String, String> good = signed(PAYLOAD);
        String other = PAYLOAD.replace("aaaa", "bbbb");
        String type = PAYLOAD.replace("cosign container", "another");
        String twice = PAYLOAD.replace("\"optional\"", "\"critical\":{},\"optional\"");

        refuses(PAYLOAD, Map.of(), Map.of(), SignatureCode.SIGNATURE_INVALID);
        refuses(other, good, Map.of(), SignatureCode.SIGNER_UNTRUSTED);
        refuses(other, signed(other), Map.of(), SignatureCode.TARGET_MISMATCH);
        refuses(type, signed(type), Map.of(), SignatureCode.SIGNATURE_INVALID);
        refuses(twice, signed(twice), Map.of(), SignatureCode.SIGNATURE_INVALID);
        refuses(PAYLOAD, good, Map.of("build", "8"), SignatureCode.IDENTITY_MISMATCH);
        refuses(
                PAYLOAD,
                Map.of(
                        "dev.cosignproject.cosign/signature",
                        "AAAA",
                        "dev.sigstore.cosign/certificate",
                        "-----BEGIN CERTIFICATE-----"),
                Map.of(),
                SignatureCode.LEGACY_KEYLESS);
    }

    @Test
    void refusesWeakAndForeignKeys() {
        String weak = TestAuthority.pem(
                "PUBLIC KEY", TestAuthority.keys("RSA", "1024").getPublic().getEncoded());

        assertThatThrownBy(() -> CosignKey.read("weak.pub", weak)).hasMessageContaining("less than 2048");
        assertThatThrownBy(() -> CosignKey.read("x.pub", TestAuthority.pem("PRIVATE KEY", new byte[8])))
                .hasMessageContaining("no block BEGIN PUBLIC KEY");
    }
}
