package io.github.akspolicy.signing.lock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.layout.Manifest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sparse OCI layout in the making: image manifests, signature manifests and signatures, without image layers. The same
 * evidence gives the same bytes.
 */
final class EvidenceFolder {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final String REF_NAME = "org.opencontainers.image.ref.name";

    private final SortedMap<String, byte[]> blobs = new TreeMap<>();
    private final SortedMap<String, Descriptor> manifests = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> tags = new TreeMap<>();

    void manifest(Descriptor descriptor, byte[] bytes) {
        manifests.put(descriptor.digest(), descriptor);
        blobs.put(descriptor.digest(), bytes);
    }

    /** One manifest may have several tags: a signature that was copied to another image keeps its own. */
    void tag(String digest, String tag) {
        tags.computeIfAbsent(digest, unused -> new TreeSet<>()).add(tag);
    }

    void blob(String digest, byte[] bytes) {
        blobs.put(digest, bytes);
    }

    /** Whether a folder holds exactly this. */
    boolean isIn(Path folder) throws IOException {
        for (Map.Entry<Path, byte[]> file : files(folder).entrySet()) {
            if (!Files.isRegularFile(file.getKey(), LinkOption.NOFOLLOW_LINKS)
                    || !Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue())) {
                return false;
            }
        }
        return stale(folder).isEmpty();
    }

    /** Writes it, and removes blobs that nothing needs any more. */
    void write(Path folder) throws IOException {
        for (Map.Entry<Path, byte[]> file : files(folder).entrySet()) {
            AtomicFile.write(file.getKey(), file.getValue());
        }
        for (Path unused : stale(folder)) {
            Files.delete(unused);
        }
    }

    private Map<Path, byte[]> files(Path folder) {
        var files = new TreeMap<Path, byte[]>();
        files.put(
                folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}\n".getBytes(StandardCharsets.UTF_8));
        files.put(folder.resolve("index.json"), index());
        blobs.forEach(
                (digest, bytes) -> files.put(folder.resolve("blobs/sha256").resolve(digest.substring(7)), bytes));
        return files;
    }

    private List<Path> stale(Path folder) throws IOException {
        Path all = folder.resolve("blobs/sha256");
        if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(all)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return HEX.matcher(name).matches() && !blobs.containsKey("sha256:" + name);
                    })
                    .sorted()
                    .toList();
        }
    }

    private byte[] index() {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", 2);
            json.writeStringField("mediaType", Manifest.OCI_INDEX);
            json.writeArrayFieldStart("manifests");
            for (Descriptor manifest : manifests.values()) {
                SortedSet<String> known = tags.get(manifest.digest());
                if (known == null) {
                    write(manifest, null, json);
                } else {
                    for (String tag : known) {
                        write(manifest, tag, json);
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Descriptor manifest, @Nullable String tag, JsonGenerator json) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("mediaType", manifest.mediaType());
        json.writeStringField("digest", manifest.digest());
        json.writeNumberField("size", manifest.size());
        if (tag != null) {
            json.writeObjectFieldStart("annotations");
            json.writeStringField(REF_NAME, tag);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** How many blobs there are. */
    int size() {
        return blobs.size();
    }
}
