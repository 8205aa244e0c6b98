package io.github.akspolicy.signing.layout;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.certificate.Certificates;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.util.regex.Pattern;

/** SHA-256 digests as registries write them. */
public final class Digests {
    private static final String PREFIX = "sha256:";
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    private Digests() {}

    /** Whether a text is such a digest. */
    public static boolean isDigest(String text) {
        return FORM.matcher(text).matches();
    }

    /** The digest of some bytes. */
    public static String of(byte[] bytes) {
        return PREFIX + Certificates.sha256(bytes);
    }

    /**
     * The 64 digits of a digest.
     *
     * @throws VerificationFailure when it is none of SHA-256
     */
    public static String hex(String digest) throws VerificationFailure {
        if (!isDigest(digest)) {
            throw new VerificationFailure(
                    SignatureCode.EVIDENCE_CORRUPT, StrictJson.shown(digest) + " is not a digest of SHA-256");
        }
        return digest.substring(PREFIX.length());
    }

    /** The tag under which registries without referrers API list what belongs to a manifest. */
    public static String tag(String digest) {
        return digest.replace(':', '-');
    }

    /**
     * Checks that bytes have the digest under which they were found.
     *
     * @throws VerificationFailure when they do not
     */
    public static byte[] checked(byte[] bytes, String digest) throws VerificationFailure {
        if (!of(bytes).equals(digest)) {
            throw new VerificationFailure(
                    SignatureCode.EVIDENCE_CORRUPT, "the bytes found under " + digest + " have another digest");
        }
        return bytes;
    }
}
