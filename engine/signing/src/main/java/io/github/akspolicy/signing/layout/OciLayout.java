package io.github.akspolicy.signing.layout;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.layout.Manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image layout: a folder of blobs with an index. It may be sparse: the specification lets blobs be missing, so that
 * a layout of manifests and signatures without image layers is a valid one. Links are not followed.
 */
public final class OciLayout implements ImageStore {
    private static final String REF_NAME = "org.opencontainers.image.ref.name";
    private static final String KIND = "kind";
    private static final String COSIGN_SIGNATURES = "dev.cosignproject.cosign/sigs";

    private final Path folder;
    private final List<Entry> index;
    private final Map<String, String> mediaTypes = new HashMap<>();
    private final Map<String, Manifest> manifests = new HashMap<>();
    private @Nullable Map<String, List<Manifest>> bySubject;

    private OciLayout(Path folder, List<Entry> index) {
        this.folder = folder;
        this.index = index;
        index.forEach(this::learn);
    }

    /**
     * Opens a layout.
     *
     * @throws VerificationFailure when there is none
     */
    public static OciLayout open(Path folder) throws VerificationFailure {
        Path file = folder.resolve("index.json");
        byte[] bytes = read(file, MAX_BLOB, "the index of the evidence, index.json,");
        Manifest index = Manifest.read(bytes, Digests.of(bytes), null);
        return new OciLayout(folder, index.children());
    }

    /** What the index lists, in its order. */
    public List<Entry> entries() {
        return index;
    }

    private synchronized void learn(Entry entry) {
        mediaTypes.putIfAbsent(entry.descriptor().digest(), entry.descriptor().mediaType());
    }

    @Override
    public synchronized Optional<Manifest> manifest(String digest) throws VerificationFailure {
        Manifest known = manifests.get(digest);
        if (known != null) {
            return Optional.of(known);
        }
        Path file = file(digest);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        byte[] bytes = Digests.checked(read(file, MAX_MANIFEST, "the manifest " + digest), digest);
        Manifest manifest = Manifest.read(bytes, digest, mediaTypes.get(digest));
        manifest.children().forEach(this::learn);
        manifests.put(digest, manifest);
        return Optional.of(manifest);
    }

    @Override
    public Optional<Manifest> tagged(String tag) throws VerificationFailure {
        for (Entry entry : index) {
            if (tag.equals(entry.annotations().get(REF_NAME))) {
                return manifest(entry.descriptor().digest());
            }
        }
        return Optional.empty();
    }

    @Override
    public byte[] blob(String digest) throws VerificationFailure {
        return Digests.checked(read(file(digest), MAX_BLOB, "the blob " + digest), digest);
    }

    @Override
    public synchronized List<Manifest> referrers(String digest) throws VerificationFailure {
        Map<String, List<Manifest>> known = bySubject;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (Manifest manifest : listed()) {
                if (manifest.subject() != null) {
                    known.computeIfAbsent(manifest.subject(), unused -> new ArrayList<>())
                            .add(manifest);
                }
            }
            bySubject = known;
        }
        return List.copyOf(known.getOrDefault(digest, List.of()));
    }

    /** The manifests that the index lists, and those of the indexes among them. */
    private List<Manifest> listed() throws VerificationFailure {
        var seen = new LinkedHashSet<String>();
        var found = new ArrayList<Manifest>();
        for (Entry entry : index) {
            collect(entry, seen, found, 0);
        }
        return found;
    }

    private void collect(Entry entry, Set<String> seen, List<Manifest> found, int depth) throws VerificationFailure {
        if (depth > 3 || !seen.add(entry.descriptor().digest())) {
            return;
        }
        learn(entry);
        Optional<Manifest> manifest = manifest(entry.descriptor().digest());
        if (manifest.isPresent()) {
            found.add(manifest.get());
            for (Entry child : manifest.get().children()) {
                collect(child, seen, found, depth + 1);
            }
        }
    }

    @Override
    public List<Manifest> unlinkedSignatures() throws VerificationFailure {
        var found = new ArrayList<Manifest>();
        for (Entry entry : index) {
            if (COSIGN_SIGNATURES.equals(entry.annotations().get(KIND))) {
                manifest(entry.descriptor().digest()).ifPresent(found::add);
            }
        }
        return found;
    }

    private Path file(String digest) throws VerificationFailure {
        return folder.resolve("blobs").resolve("sha256").resolve(Digests.hex(digest));
    }

    private static byte[] read(Path file, int most, String what) throws VerificationFailure {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new VerificationFailure(SignatureCode.EVIDENCE_MISSING, what + " is not in the evidence");
            }
            if (Files.size(file) > most) {
                throw new VerificationFailure(
                        SignatureCode.EVIDENCE_CORRUPT, what + " is larger than " + most + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new VerificationFailure(SignatureCode.EVIDENCE_MISSING, what + " cannot be read", unreadable);
        }
    }
}
