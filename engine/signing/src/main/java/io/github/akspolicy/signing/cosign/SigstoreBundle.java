package io.github.akspolicy.signing.cosign;

import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of sigstore around a DSSE envelope, read but not verified.
 *
 * @param keyless whether it was made with a certificate of Fulcio in place of a key
 * @param payloadType the type of the payload
 * @param payload what is signed
 * @param signature the signature
 */
public record SigstoreBundle(boolean keyless, String payloadType, byte[] payload, byte[] signature) {
    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";

    /**
     * Reads a bundle.
     *
     * @throws VerificationFailure when the bytes are none, or one of another kind
     */
    public static SigstoreBundle read(byte[] bytes) throws VerificationFailure {
        StrictJson json = StrictJson.read(bytes, "bundle");
        Map<String, @Nullable Object> root = json.object();
        if (!json.required(root, "mediaType").startsWith(MEDIA_TYPE)) {
            throw VerificationFailure.invalid("the media type of the bundle is unknown");
        }
        Map<String, @Nullable Object> material =
                StrictJson.object(root.get("verificationMaterial"), "verificationMaterial");
        Map<String, @Nullable Object> envelope = StrictJson.object(root.get("dsseEnvelope"), "dsseEnvelope");
        if (!(envelope.get("signatures") instanceof List<?> signatures) || signatures.size() != 1) {
            throw VerificationFailure.invalid("the bundle has not exactly one signature");
        }
        boolean keyless = material.containsKey("certificate") || material.containsKey("x509CertificateChain");
        if (keyless == material.containsKey("publicKey")) {
            throw VerificationFailure.invalid("the bundle has neither a key nor a certificate, or both");
        }
        return new SigstoreBundle(
                keyless,
                json.required(envelope, "payloadType"),
                CosignVerifier.base64(json.required(envelope, "payload"), "payload"),
                CosignVerifier.base64(
                        json.required(StrictJson.object(signatures.get(0), "the signature"), "sig"), "signature"));
    }

    /** The pre-authentication encoding of DSSE: what the signature is over. */
    byte[] signedBytes() {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream(payload.length + type.length + 40);
        bytes.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(type);
        bytes.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    /**
     * What is signed, as a statement.
     *
     * @throws VerificationFailure when it is something else
     */
    public InTotoStatement statement() throws VerificationFailure {
        if (!payloadType.equals(InTotoStatement.PAYLOAD_TYPE)) {
            throw VerificationFailure.invalid("the payload of the bundle is not a statement of in-toto");
        }
        return InTotoStatement.read(payload);
    }
}
