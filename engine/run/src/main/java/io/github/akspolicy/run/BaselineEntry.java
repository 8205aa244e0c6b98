package io.github.akspolicy.run;

import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The key {@code baseline} at the end of a configuration that has none; taken back unless it is to be kept. */
final class BaselineEntry implements AutoCloseable {
    /** What is added. */
    static final String TEXT = "baseline: policy-baseline.yaml";

    private static final String KEY = "baseline";

    private final Path file;
    private byte @Nullable [] before;

    private BaselineEntry(Path file, byte @Nullable [] before) {
        this.file = file;
        this.before = before;
    }

    /** Adds the key where it is missing and a line can do it. All else of the file stays as it is. */
    static BaselineEntry in(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new BaselineEntry(file, null);
        }
        byte[] before = Files.readAllBytes(file);
        String text = new String(before, StandardCharsets.UTF_8);
        String added = added(text);
        if (added == null) {
            return new BaselineEntry(file, null);
        }
        AtomicFile.write(AtomicFile.target(file), added);
        return new BaselineEntry(file, before);
    }

    /** The text with the key; null where it is there, or another line would make something else of the text. */
    static @Nullable String added(String text) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        String added = text + (text.isEmpty() || text.endsWith("\n") ? "" : end) + TEXT + end;
        try {
            Node was = ManifestReader.yamlDocument(text);
            Node is = ManifestReader.yamlDocument(added);
            boolean isOneMore = was instanceof Node.Mapping old
                    && is instanceof Node.Mapping mapping
                    && old.get(KEY) == null
                    && mapping.get(KEY) != null
                    && mapping.entries().size() == old.entries().size() + 1;
            return isOneMore ? added : null;
        } catch (ManifestException unreadable) {
            // whoever loads it says why
            return null;
        }
    }

    /** Whether the key was added, and stays. */
    boolean keep() {
        boolean isAdded = before != null;
        before = null;
        return isAdded;
    }

    @Override
    public void close() throws IOException {
        byte[] old = before;
        if (old != null) {
            Files.write(AtomicFile.target(file), old);
        }
    }
}
