package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The template files of the charts as they are on disk, for one thread. */
final class TemplateFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path root;
    private final Map<String, @Nullable TemplateText> texts = new HashMap<>();

    /** @param root what paths of locations are relative to */
    TemplateFiles(Path root) {
        this.root = root;
    }

    Path file(String path) {
        return root.resolve(path);
    }

    /** The text of a file, or null when there is no such file, as for one of a packed dependency. */
    @Nullable
    TemplateText text(String path) throws IOException {
        if (!texts.containsKey(path)) {
            Path file = file(path);
            texts.put(
                    path,
                    Files.isRegularFile(file)
                            ? new TemplateText(Files.readString(file, StandardCharsets.UTF_8)
                                    .replaceFirst("^" + BYTE_ORDER_MARK, ""))
                            : null);
        }
        return texts.get(path);
    }

    /** Where a location points to, or -1 when no text is written there. */
    int writing(SourceLocation location) throws IOException {
        TemplateText text = text(location.path());
        int offset = text == null ? -1 : text.offset(location.line(), location.column());
        return text != null && offset >= 0 && text.isWriting(offset) ? offset : -1;
    }
}
