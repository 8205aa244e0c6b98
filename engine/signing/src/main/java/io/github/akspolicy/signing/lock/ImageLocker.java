package io.github.akspolicy.signing.lock;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.layout.Digests;
import io.github.akspolicy.signing.layout.ImageStore;
import io.github.akspolicy.signing.layout.Manifest;
import io.github.akspolicy.signing.layout.StoredSignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Asks registries what image references stand for and how the images are signed. Nothing is verified here. */
public final class ImageLocker {
    private final BiFunction<ImageReference, Consumer<String>, ImageStore> stores;
    private final ImagesLock before;
    private final Instant now;

    /**
     * @param stores opens the repository of a reference; its second argument receives warnings
     * @param before the lock so far, whose times are kept where nothing has changed
     * @param now when this takes place
     */
    public ImageLocker(
            BiFunction<ImageReference, Consumer<String>, ImageStore> stores, ImagesLock before, Instant now) {
        this.stores = stores;
        this.before = before;
        this.now = now;
    }

    /**
     * Locks images.
     *
     * @param references as written in manifests
     */
    public LockedImages lock(List<String> references) {
        var evidence = new EvidenceFolder();
        var entries = new ArrayList<ImagesLock.Entry>();
        var problems = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        // what was asked of a registry that did not answer in time, by registry: each further question would take as
        // long
        var late = new HashMap<String, String>();
        for (String text : references) {
            ImageReference reference = ImageReference.parse(text).orElse(null);
            if (reference == null) {
                problems.add(text + ": no image reference");
                continue;
            }
            String asked = late.get(reference.registry());
            if (asked != null) {
                problems.add(text + ": " + SignatureCode.REGISTRY_TIMEOUT
                        + ": not asked for, since its registry did not answer in time for " + asked);
                continue;
            }
            try {
                entries.add(lock(
                        reference, stores.apply(reference, warning -> warnings.add(text + ": " + warning)), evidence));
            } catch (VerificationFailure failed) {
                if (failed.code() == SignatureCode.REGISTRY_TIMEOUT) {
                    late.put(reference.registry(), text);
                }
                problems.add(text + ": " + failed.code() + ": " + failed.text());
            }
        }
        return new LockedImages(new ImagesLock(entries), before, evidence, problems, warnings);
    }

    private ImagesLock.Entry lock(ImageReference reference, ImageStore store, EvidenceFolder evidence)
            throws VerificationFailure {
        String digest = reference.digest();
        Optional<Manifest> found =
                digest == null ? store.tagged(String.valueOf(reference.effectiveTag())) : store.manifest(digest);
        Manifest image = found.orElseThrow(() ->
                new VerificationFailure(SignatureCode.REGISTRY_ERROR, reference.registry() + " has no such image"));
        evidence.manifest(image.descriptor(), image.bytes());
        var signatures = new ArrayList<ImagesLock.Evidence>();
        for (StoredSignature signature : StoredSignature.of(image.digest(), store)) {
            Manifest manifest = signature.manifest();
            String blob = signature.layer().descriptor().digest();
            evidence.manifest(manifest.descriptor(), manifest.bytes());
            evidence.blob(blob, store.blob(blob));
            if (manifest.subject() == null) {
                evidence.tag(manifest.digest(), Digests.tag(image.digest()) + ".sig");
            }
            boolean notation = signature.kind() == StoredSignature.Kind.NOTATION;
            signatures.add(new ImagesLock.Evidence(
                    notation ? "notation" : "cosign",
                    manifest.digest(),
                    blob,
                    signature.layer().descriptor().mediaType()));
        }
        signatures.sort((one, other) -> (one.manifest() + one.blob()).compareTo(other.manifest() + other.blob()));
        var entry = new ImagesLock.Entry(
                reference.text(),
                image.digest(),
                image.descriptor().mediaType(),
                image.descriptor().size(),
                platforms(image),
                signatures,
                now);
        return before.find(reference).filter(old -> isSame(old, entry)).orElse(entry);
    }

    private static Map<String, String> platforms(Manifest image) {
        Map<String, String> platforms = new TreeMap<>();
        image.children().stream()
                // build tools list attestations as an unknown platform
                .filter(child ->
                        !child.platform().isEmpty() && !child.platform().startsWith("unknown/"))
                // no text of a registry becomes YAML
                .filter(child -> Digests.isDigest(child.descriptor().digest()))
                .forEach(child ->
                        platforms.put(child.platform(), child.descriptor().digest()));
        return platforms;
    }

    private static boolean isSame(ImagesLock.Entry old, ImagesLock.Entry entry) {
        return old.equals(new ImagesLock.Entry(
                entry.image(),
                entry.digest(),
                entry.mediaType(),
                entry.size(),
                entry.platforms(),
                entry.evidence(),
                old.lockedAt()));
    }
}
