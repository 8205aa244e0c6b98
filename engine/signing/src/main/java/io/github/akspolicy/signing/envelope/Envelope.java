package io.github.akspolicy.signing.envelope;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Notation signature as it is stored, read but not yet verified.
 *
 * @param algorithm the name of the algorithm, in the words of JWS
 * @param contentType what the payload is
 * @param attributes the signed attributes
 * @param signedBytes the bytes that the signature is over
 * @param payload what is signed
 * @param signature the signature itself
 * @param chain the certificates in DER, the signer's first
 * @param timestamp the time stamp token over the signature, or null
 * @param deviations what only a lax reader accepts
 */
public record Envelope(
        String algorithm,
        @Nullable String contentType,
        SignedAttributes attributes,
        byte[] signedBytes,
        byte[] payload,
        byte[] signature,
        List<byte[]> chain,
        byte @Nullable [] timestamp,
        List<String> deviations) {
    public static final String JWS = "application/jose+json";
    public static final String COSE = "application/cose";

    /** The most certificates that a chain may have. */
    static final int MAX_CHAIN = 10;
    /** notation-go's limit of a signature blob is 32 MiB; no real envelope comes near 10. */
    private static final int MAX_BYTES = 10 << 20;

    /**
     * Reads an envelope.
     *
     * @param mediaType that of the layer that holds it
     * @throws VerificationFailure when it is none, or another format than the media type says
     */
    public static Envelope read(byte[] bytes, String mediaType) throws VerificationFailure {
        if (bytes.length > MAX_BYTES) {
            throw VerificationFailure.invalid("the envelope is larger than " + MAX_BYTES + " bytes");
        }
        return switch (mediaType) {
            case JWS -> JwsEnvelope.read(bytes);
            case COSE -> CoseEnvelope.read(bytes);
            default ->
                throw VerificationFailure.invalid(
                        "the media type " + StrictJson.shown(mediaType) + " is none of a Notation signature");
        };
    }
}
