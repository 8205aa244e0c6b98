package io.github.akspolicy.signing.notation;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Notation signature says that it signs.
 *
 * @param descriptor the manifest
 * @param annotations what the signer added, such as the number of the build
 */
record TargetArtifact(Descriptor descriptor, Map<String, @Nullable Object> annotations) {
    static TargetArtifact read(byte[] payload, List<String> deviations) throws VerificationFailure {
        StrictJson json = StrictJson.read(payload, "payload", deviations);
        Map<String, @Nullable Object> target =
                StrictJson.object(json.member(json.object(), "targetArtifact"), "the targetArtifact of the payload");
        if (!(json.member(target, "size") instanceof Long size) || size < 0) {
            throw VerificationFailure.invalid("the size of the targetArtifact is not a number of bytes");
        }
        Object annotations = json.member(target, "annotations");
        return new TargetArtifact(
                new Descriptor(json.required(target, "mediaType"), json.required(target, "digest"), size),
                annotations == null ? Map.of() : StrictJson.object(annotations, "annotations of the targetArtifact"));
    }

    void check(Descriptor image) throws VerificationFailure {
        check("digest", descriptor.digest(), image.digest());
        check("size", descriptor.size(), image.size());
        check("media type", descriptor.mediaType(), image.mediaType());
    }

    private static void check(String what, Object signed, Object actual) throws VerificationFailure {
        if (!signed.equals(actual)) {
            throw new VerificationFailure(
                    SignatureCode.TARGET_MISMATCH,
                    "the signature is for another image: the " + what + " that is signed is "
                            + StrictJson.shown(signed.toString()) + ", the image's is " + actual);
        }
    }
}
