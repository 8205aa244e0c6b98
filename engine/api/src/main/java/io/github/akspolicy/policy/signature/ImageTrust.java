package io.github.akspolicy.policy.signature;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.ImagesLock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lock, the evidence and the trusted signers of a configuration. No network is asked, so the same files give the
 * same answers, apart from the time.
 */
public final class ImageTrust {
    /** Nothing is configured. */
    public static final ImageTrust NONE = new ImageTrust(null, "", null, TrustMaterial.NONE, null, Instant.EPOCH);

    private final @Nullable ImagesLock lock;
    private final String lockFile;
    private final @Nullable Path evidence;
    private final TrustMaterial material;
    private final @Nullable Function<SignatureRequest, ImageProof> verifier;
    private final Instant now;
    private final Map<SignatureRequest, ImageProof> proofs = new ConcurrentHashMap<>();

    /**
     * @param lock the images lock, or null when there is none
     * @param lockFile how messages call it
     * @param evidence the OCI layout of evidence, or null when there is none
     * @param material whose signatures count
     * @param verifier what verifies them, or null when it is not on the class path
     * @param now when verification takes place
     */
    public ImageTrust(
            @Nullable ImagesLock lock,
            String lockFile,
            @Nullable Path evidence,
            TrustMaterial material,
            @Nullable Function<SignatureRequest, ImageProof> verifier,
            Instant now) {
        this.lock = lock;
        this.lockFile = lockFile;
        this.evidence = evidence;
        this.material = material;
        this.verifier = verifier;
        this.now = now;
    }

    /** The images lock; empty when there is none. */
    public Optional<ImagesLock> lock() {
        return Optional.ofNullable(lock);
    }

    /** How messages call the lock. */
    public String lockFile() {
        return lockFile;
    }

    /** Whose signatures count, by the configuration. */
    public TrustMaterial material() {
        return material;
    }

    /** When verification takes place. */
    public Instant now() {
        return now;
    }

    /** The digest that is deployed: the one that is written, else the locked one; empty when neither is known. */
    public Optional<String> digest(ImageReference reference) {
        String written = reference.digest();
        return written != null
                ? Optional.of(written)
                : lock().flatMap(known -> known.find(reference)).map(ImagesLock.Entry::digest);
    }

    /**
     * Verifies the signatures of an image by the evidence.
     *
     * @param kinds the signatures that count
     * @param trusted whose signatures count
     */
    public ImageProof verify(ImageReference reference, Set<SignatureKind> kinds, TrustMaterial trusted) {
        Optional<String> digest = digest(reference);
        if (digest.isEmpty()) {
            return ImageProof.without(
                    "",
                    SignatureCode.LOCK_MISSING,
                    lock == null
                            ? "there is no images lock, and a tag alone proves nothing: run "
                                    + CommandText.command("images-lock")
                            : "it is not in " + lockFile + ": run " + CommandText.command("images-lock"));
        }
        if (evidence == null) {
            return ImageProof.without(
                    digest.get(),
                    SignatureCode.EVIDENCE_MISSING,
                    "there is no evidence of signatures: run " + CommandText.command("images-lock"));
        }
        if (verifier == null) {
            return ImageProof.without(
                    digest.get(),
                    SignatureCode.VERIFIER_MISSING,
                    "signatures cannot be verified: add io.github.akspolicy:aks-policy-signing to the class path");
        }
        return proofs.computeIfAbsent(
                new SignatureRequest(reference, digest.get(), kinds, trusted, evidence, now), verifier);
    }
}
