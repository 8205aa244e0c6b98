package io.github.akspolicy.resource.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the references of images stood for when somebody last looked and reviewed it: {@code images.lock.yaml}. It holds
 * digests and where the evidence is, never a verdict.
 */
public final class ImagesLock {
    /** The value of {@code apiVersion}. */
    public static final String API_VERSION = "akspolicy.github.io/v1";

    /** The value of {@code kind}. */
    public static final String KIND = "ImagesLock";

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final Map<String, Entry> byText = new TreeMap<>();
    private final Map<String, Entry> byName = new TreeMap<>();

    /**
     * One image.
     *
     * @param image the reference as it is written in manifests
     * @param digest what it stood for
     * @param mediaType of that manifest, as the registry served it
     * @param size of that manifest, in bytes
     * @param platforms the digests of the manifests of an index, by platform such as {@code linux/amd64}
     * @param evidence the signatures that were found
     * @param lockedAt when this was first seen
     */
    public record Entry(
            String image,
            String digest,
            String mediaType,
            long size,
            Map<String, String> platforms,
            List<Evidence> evidence,
            Instant lockedAt) {
        public Entry {
            platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * A signature that was found.
     *
     * @param kind {@code notation} or {@code cosign}
     * @param manifest the digest of the manifest that holds it
     * @param blob the digest of the signature itself
     * @param mediaType of the blob
     */
    public record Evidence(String kind, String manifest, String blob, String mediaType) {}

    /**
     * Something that is wrong with a lock.
     *
     * @param at where
     * @param message what
     */
    public record Problem(Position at, String message) {}

    /** A lock of some entries; the last of two with one image wins. */
    public ImagesLock(List<Entry> entries) {
        for (Entry entry : entries) {
            byText.put(entry.image(), entry);
            ImageReference.parse(entry.image()).ifPresent(reference -> byName.putIfAbsent(key(reference), entry));
        }
    }

    /**
     * Reads a lock.
     *
     * @param problems receives what is wrong; entries that can be read are kept
     */
    public static ImagesLock read(Field document, List<Problem> problems) {
        if (!API_VERSION.equals(document.get("apiVersion").string())
                || !KIND.equals(document.get("kind").string())) {
            problems.add(new Problem(
                    document.place().value(),
                    "this is not a lock: apiVersion is not " + API_VERSION + ", or kind not " + KIND));
        }
        var entries = new ArrayList<Entry>();
        for (Field item : document.get("images").items()) {
            entry(item, problems).ifPresent(entries::add);
        }
        if (entries.stream().map(Entry::image).distinct().count() < entries.size()) {
            problems.add(new Problem(document.get("images").place().key(), "an image is locked twice"));
        }
        return new ImagesLock(entries);
    }

    private static Optional<Entry> entry(Field item, List<Problem> problems) {
        String image = item.get("image").stringOr("");
        String digest = item.get("digest").stringOr("");
        String mediaType = item.get("mediaType").stringOr("");
        Long size = item.get("size").integer();
        Optional<Instant> lockedAt = instant(item.get("lockedAt").stringOr(""));
        if (ImageReference.parse(image).isEmpty()
                || !DIGEST.matcher(digest).matches()
                || mediaType.isEmpty()
                || size == null
                || lockedAt.isEmpty()) {
            problems.add(new Problem(
                    item.place().value(),
                    "an entry needs image, digest (sha256), mediaType, size and lockedAt: write the lock again"));
            return Optional.empty();
        }
        var platforms = new LinkedHashMap<String, String>();
        item.get("platforms").fields().forEach(field -> platforms.put(field.key(), field.stringOr("")));
        var evidence = new ArrayList<Evidence>();
        for (Field found : item.get("evidence").items()) {
            evidence.add(new Evidence(
                    found.get("kind").stringOr(""),
                    found.get("manifest").stringOr(""),
                    found.get("blob").stringOr(""),
                    found.get("mediaType").stringOr("")));
        }
        return Optional.of(new Entry(image, digest, mediaType, size, platforms, evidence, lockedAt.get()));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** By what the kubelet pulls: {@code nginx} and {@code docker.io/library/nginx:latest} are one image. */
    private static String key(ImageReference reference) {
        return reference.name()
                + (reference.digest() == null ? ":" + reference.effectiveTag() : "@" + reference.digest());
    }

    /** What is locked for a reference; empty when nothing is. */
    public Optional<Entry> find(ImageReference reference) {
        Entry entry = byText.get(reference.text());
        return Optional.ofNullable(entry == null ? byName.get(key(reference)) : entry);
    }

    /** All entries, sorted by image. */
    public List<Entry> entries() {
        return List.copyOf(byText.values());
    }
}
