package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.ContentDigest;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a dependency consists of, to be compared with what was recorded.
 *
 * @param path the folder or archive, or null within an archive
 * @param shownPath where it lies, for messages
 * @param isPacked whether it is an archive or lies in one
 * @param digest computes {@code sha256:...} when it is asked for, or the empty string where no digest would cover all of it
 */
record Content(@Nullable Path path, String shownPath, boolean isPacked, Supplier<String> digest) {
    /** An archive. */
    static Content archive(ChartFile archive, @Nullable Path path) {
        return new Content(path, archive.shownPath(), true, () -> ContentDigest.of(archive.content()));
    }

    /** The unpacked files of a chart within an archive. */
    static Content unpacked(SortedMap<String, ChartFile> files) {
        String shown = files.values().iterator().next().shownPath();
        return new Content(null, shown.replaceFirst("/[^/]*$", ""), true, () -> {
            var digests = new TreeMap<String, String>();
            files.forEach((path, file) -> digests.put(path, ContentDigest.of(file.content())));
            return ContentDigest.ofFiles(digests);
        });
    }

    /** A folder. */
    static Content folder(Path folder, String shownPath) {
        return new Content(folder, shownPath, false, () -> ContentDigest.of(folder));
    }
}
