package io.github.akspolicy.signing.cosign;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures that cosign made with a key, in both of the forms in which it stores them: a payload with the
 * signature beside it, and a bundle of sigstore.
 */
public final class CosignVerifier {
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    private static final String TYPE = "cosign container image signature";

    private final List<CosignKey> keys;
    private final Map<String, String> annotations;

    /**
     * @param keys any of which must have signed
     * @param annotations that the signer must have added, with these values
     */
    public CosignVerifier(List<CosignKey> keys, Map<String, String> annotations) {
        this.keys = List.copyOf(keys);
        this.annotations = Map.copyOf(annotations);
    }

    /**
     * What a good signature proves.
     *
     * @param signer the key
     * @param reference the name under which the signer knew the image; nobody checks it, so that mirrored images pass
     */
    public record Proof(String signer, String reference) {}

    /**
     * Verifies a payload.
     *
     * @param payload the exact bytes of the layer
     * @param layerAnnotations those of the layer
     * @param digest that must be signed
     * @throws VerificationFailure when it does not prove that
     */
    public Proof verify(byte[] payload, Map<String, String> layerAnnotations, String digest)
            throws VerificationFailure {
        String encoded = layerAnnotations.get(SIGNATURE);
        if (encoded == null || encoded.isEmpty()) {
            throw VerificationFailure.invalid("the layer has no annotation " + SIGNATURE);
        }
        CosignKey signer;
        try {
            signer = signer(payload, base64(encoded, "signature"));
        } catch (VerificationFailure untrusted) {
            if (layerAnnotations.containsKey(CERTIFICATE)) {
                throw new VerificationFailure(
                        SignatureCode.LEGACY_KEYLESS,
                        "the signature was made with a certificate, and without inclusion proof: it cannot be verified"
                                + " offline; sign in the bundle format (cosign 3, or --new-bundle-format)");
            }
            throw untrusted;
        }
        StrictJson json = StrictJson.read(payload, "payload");
        Map<String, @Nullable Object> critical = StrictJson.object(json.object().get("critical"), "critical");
        if (!TYPE.equals(critical.get("type"))) {
            throw VerificationFailure.invalid("the payload is not \"" + TYPE + "\"");
        }
        Object signed =
                StrictJson.object(critical.get("image"), "critical.image").get("docker-manifest-digest");
        checkDigest(signed, digest);
        Object optional = json.object().get("optional");
        for (Map.Entry<String, String> required : annotations.entrySet()) {
            if (!(optional instanceof Map<?, ?> map) || !required.getValue().equals(map.get(required.getKey()))) {
                throw new VerificationFailure(
                        SignatureCode.IDENTITY_MISMATCH,
                        "the signer did not add " + required.getKey() + "=" + required.getValue());
            }
        }
        Object identity = critical.get("identity");
        Object reference = identity instanceof Map<?, ?> map ? map.get("docker-reference") : null;
        return new Proof("key " + signer.name(), reference instanceof String text ? text : "");
    }

    /**
     * Verifies a bundle.
     *
     * @param bundle the bundle, made with a key
     * @param digest that must be signed
     * @throws VerificationFailure when it does not prove that
     */
    public Proof verify(SigstoreBundle bundle, String digest) throws VerificationFailure {
        CosignKey signer = signer(bundle.signedBytes(), bundle.signature());
        InTotoStatement statement = bundle.statement();
        statement.check(digest);
        if (!annotations.isEmpty()) {
            throw new VerificationFailure(
                    SignatureCode.IDENTITY_MISMATCH, "bundles carry no annotations, but some are required");
        }
        return new Proof("key " + signer.name(), "");
    }

    private CosignKey signer(byte[] signed, byte[] signature) throws VerificationFailure {
        for (CosignKey key : keys) {
            if (key.verifies(signed, signature)) {
                return key;
            }
        }
        throw new VerificationFailure(
                SignatureCode.SIGNER_UNTRUSTED,
                "the signature is of none of the keys "
                        + keys.stream().map(CosignKey::name).toList()
                        + ", or is not over these bytes");
    }

    static void checkDigest(@Nullable Object signed, String digest) throws VerificationFailure {
        if (!digest.equals(signed)) {
            throw new VerificationFailure(
                    SignatureCode.TARGET_MISMATCH,
                    "the signature is for another image: "
                            + (signed instanceof String text ? StrictJson.shown(text) : "no digest") + " is signed");
        }
    }

    static byte[] base64(String text, String what) throws VerificationFailure {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw VerificationFailure.invalid("the " + what + " is not base64");
        }
    }
}
