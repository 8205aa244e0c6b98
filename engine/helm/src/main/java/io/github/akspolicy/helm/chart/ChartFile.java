package io.github.akspolicy.helm.chart;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of a chart.
 *
 * @param content its bytes
 * @param shownPath the path that reports show: relative to the repository, for a file of an archive {@code
 *     charts/redis-1.0.0.tgz!/templates/x.yaml}
 */
public record ChartFile(byte[] content, String shownPath) {
    /** The text without a byte order mark, which Helm drops too; null when it is not UTF-8. */
    public @Nullable String text() {
        int from = content.length >= 3
                        && (content[0] & 0xff) == 0xef
                        && (content[1] & 0xff) == 0xbb
                        && (content[2] & 0xff) == 0xbf
                ? 3
                : 0;
        String text = new String(content, from, content.length - from, StandardCharsets.UTF_8);
        // what is not UTF-8 becomes this character, which is written with other bytes
        boolean isWritten = text.indexOf('\ufffd') < 0
                || Arrays.equals(
                        text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(content, from, content.length));
        return isWritten ? text : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChartFile file
                && shownPath.equals(file.shownPath)
                && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return shownPath.hashCode();
    }

    @Override
    public String toString() {
        return shownPath;
    }
}
