package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML file says, without form and comments.
 *
 * @param path relative to the root of the repository
 * @param value its document as plain data, or null when there is none or it cannot be read
 */
record FileContent(String path, @Nullable Object value) {
    static final FileContent NONE = new FileContent("", null);

    private static final int LONGEST = 4 << 20;

    static FileContent of(Path file, Workspace workspace) {
        String path = workspace.relative(file);
        if (!Files.isRegularFile(file)) {
            return new FileContent(path, null);
        }
        Node node = DocumentFile.read(file, LONGEST, workspace, new Problems(path));
        return new FileContent(path, node == null ? null : Node.toPlain(node));
    }

    boolean isAbsent() {
        return value == null;
    }

    SourceLocation start() {
        return new SourceLocation(path, 1, 1, SourceLocation.Role.CONFIGURATION);
    }

    boolean isSameAs(FileContent other) {
        return value != null && Objects.equals(value, other.value);
    }

    /** Whether it says nothing that the other one does not say. */
    boolean isWithin(FileContent other) {
        return isWithin(value, other.value);
    }

    private static boolean isWithin(@Nullable Object some, @Nullable Object all) {
        if (some instanceof Map<?, ?> map && all instanceof Map<?, ?> known) {
            return map.entrySet().stream()
                    .allMatch(entry ->
                            known.containsKey(entry.getKey()) && isWithin(entry.getValue(), known.get(entry.getKey())));
        }
        if (some instanceof List<?> list && all instanceof List<?> known) {
            return known.containsAll(list);
        }
        return Objects.equals(some, all);
    }
}
