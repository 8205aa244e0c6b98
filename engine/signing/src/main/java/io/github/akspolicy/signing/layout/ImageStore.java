package io.github.akspolicy.signing.layout;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.util.List;
import java.util.Optional;

/**
 * One repository of manifests and blobs, wherever it lies: a folder, or a registry. Whatever it gives has the digest that
 * was asked for.
 */
public interface ImageStore {
    /** More than any manifest has; notation-go's limit. */
    int MAX_MANIFEST = 4 << 20;
    /** More than any envelope or payload has. */
    int MAX_BLOB = 10 << 20;
    /** The most signatures that are tried for one image; notation's default. */
    int MAX_SIGNATURES = 100;

    /**
     * A manifest.
     *
     * @param digest {@code sha256:} and 64 hexadecimal digits
     * @return empty when there is none
     * @throws VerificationFailure when it is not what its digest says, or cannot be read
     */
    Optional<Manifest> manifest(String digest) throws VerificationFailure;

    /**
     * What a tag stands for.
     *
     * @return empty when there is no such tag
     * @throws VerificationFailure when it cannot be read
     */
    Optional<Manifest> tagged(String tag) throws VerificationFailure;

    /**
     * A blob.
     *
     * @throws VerificationFailure when there is none, or it is not what its digest says
     */
    byte[] blob(String digest) throws VerificationFailure;

    /**
     * The manifests that say that they belong to another one.
     *
     * @param digest of that other one
     * @throws VerificationFailure when they cannot be listed
     */
    List<Manifest> referrers(String digest) throws VerificationFailure;

    /**
     * Manifests that hold signatures of cosign, but do not say of what.
     *
     * @throws VerificationFailure when they cannot be read
     */
    default List<Manifest> unlinkedSignatures() throws VerificationFailure {
        return List.of();
    }
}
