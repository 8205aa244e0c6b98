package io.github.akspolicy.signing.cosign;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement of in-toto: something is said of some artifacts.
 *
 * @param predicateType what kind of thing is said
 * @param digests the SHA-256 digests of the artifacts, in hexadecimal digits
 */
public record InTotoStatement(String predicateType, List<String> digests) {
    /** What cosign says when it signs an image. Anything else, such as a bill of materials, is not a signature. */
    public static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final Set<Object> TYPES =
            Set.of("https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1");

    /**
     * Reads a statement.
     *
     * @throws VerificationFailure when the bytes are none
     */
    public static InTotoStatement read(byte[] bytes) throws VerificationFailure {
        StrictJson json = StrictJson.read(bytes, "statement");
        Map<String, @Nullable Object> root = json.object();
        Object type = root.get("_type");
        if (type == null || !TYPES.contains(type)) {
            throw VerificationFailure.invalid("the payload of the bundle is not a statement of in-toto");
        }
        var digests = new ArrayList<String>();
        if (root.get("subject") instanceof List<?> subjects) {
            for (Object subject : subjects) {
                Object digest =
                        StrictJson.object(subject, "a subject of the statement").get("digest");
                if (digest instanceof Map<?, ?> map && map.get("sha256") instanceof String sha256) {
                    digests.add(sha256);
                }
            }
        }
        return new InTotoStatement(json.required(root, "predicateType"), digests);
    }

    /**
     * Checks that this is the signature of an image.
     *
     * @throws VerificationFailure when it is something else, or of another image
     */
    public void check(String digest) throws VerificationFailure {
        if (!predicateType.equals(SIGNATURE)) {
            throw new VerificationFailure(
                    SignatureCode.NO_SIGNATURE,
                    "the bundle is an attestation of type " + StrictJson.shown(predicateType) + ", no signature");
        }
        if (digests.stream().noneMatch(hex -> digest.equals("sha256:" + hex))) {
            CosignVerifier.checkDigest(digests.isEmpty() ? null : "sha256:" + digests.get(0), digest);
        }
    }
}
