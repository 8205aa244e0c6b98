package io.github.akspolicy.signing.lock;

import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.resource.image.ImagesLock.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What registries said of images, ready to be written or compared. */
public final class LockedImages {
    private final ImagesLock lock;
    private final ImagesLock before;
    private final EvidenceFolder evidence;
    private final List<String> problems;
    private final List<String> warnings;

    LockedImages(
            ImagesLock lock, ImagesLock before, EvidenceFolder evidence, List<String> problems, List<String> warnings) {
        this.lock = lock;
        this.before = before;
        this.evidence = evidence;
        this.problems = List.copyOf(problems);
        this.warnings = List.copyOf(warnings);
    }

    /** The new lock. */
    public ImagesLock lock() {
        return lock;
    }

    /** What could not be locked: image, code and reason. */
    public List<String> problems() {
        return problems;
    }

    /** What is odd, but harms nothing. */
    public List<String> warnings() {
        return warnings;
    }

    /** What differs from the lock before, one line each; empty when nothing does. */
    public List<String> changes() {
        Map<String, Entry> old = byImage(before);
        Map<String, Entry> now = byImage(lock);
        var changes = new ArrayList<String>();
        now.forEach((image, entry) -> {
            Entry known = old.get(image);
            if (known == null) {
                changes.add(SignatureCode.LOCK_MISSING + ": " + image + " is new: " + entry.digest());
            } else if (!known.digest().equals(entry.digest())) {
                changes.add(SignatureCode.LOCK_STALE + ": " + image + " moved from " + known.digest() + " to "
                        + entry.digest());
            } else if (!known.equals(entry)) {
                changes.add(SignatureCode.LOCK_STALE + ": " + image + " has other signatures: "
                        + entry.evidence().size() + " in place of "
                        + known.evidence().size());
            }
        });
        old.forEach((image, entry) -> {
            if (!now.containsKey(image)) {
                changes.add(SignatureCode.LOCK_STALE + ": " + image + " is not used any more");
            }
        });
        return changes;
    }

    private static Map<String, Entry> byImage(ImagesLock lock) {
        return lock.entries().stream()
                .collect(Collectors.toMap(Entry::image, Function.identity(), (one, other) -> other, TreeMap::new));
    }

    /** Whether lock and evidence lie there as they should. */
    public boolean isWritten(Path lockFile, Path evidenceFolder) throws IOException {
        return Files.isRegularFile(lockFile)
                && Files.readString(lockFile).equals(LockText.of(lock))
                && evidence.isIn(evidenceFolder);
    }

    /** Writes lock and evidence. */
    public void write(Path lockFile, Path evidenceFolder) throws IOException {
        evidence.write(evidenceFolder);
        AtomicFile.write(AtomicFile.target(lockFile), LockText.of(lock));
    }

    /** How many blobs of evidence there are. */
    public int blobs() {
        return evidence.size();
    }
}
