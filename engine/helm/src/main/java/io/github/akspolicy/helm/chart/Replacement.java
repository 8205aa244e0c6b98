package io.github.akspolicy.helm.chart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Other content in place of that of a file of a chart, as long as it. So it can be put into an archive without reading the archive as
 * one: not a byte of its headers changes, and whoever reads it finds the files that it always had.
 *
 * @param from what the file holds
 * @param to what it is to hold
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Replacement(byte[] from, byte[] to) {
    private static final int RECORD = 512;

    /** @throws IllegalArgumentException when the lengths differ */
    public Replacement {
        if (from.length != to.length) {
            throw new IllegalArgumentException(from.length + " bytes are not " + to.length);
        }
    }

    /**
     * Replaces in a copy of a chart.
     *
     * @param copy a folder of ours, or a packed chart in one
     */
    public static void apply(List<Replacement> replacements, Path copy) throws IOException {
        if (replacements.isEmpty()) {
            return;
        }
        List<Path> held;
        try (Stream<Path> walk = Files.walk(copy)) {
            held = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : held) {
            if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".tgz")) {
                archive(replacements, file);
            } else {
                byte[] content = Files.readAllBytes(file);
                for (Replacement replacement : replacements) {
                    if (Arrays.equals(content, replacement.from())) {
                        Files.write(file, replacement.to());
                    }
                }
            }
        }
    }

    private static void archive(List<Replacement> replacements, Path file) throws IOException {
        byte[] packed = Files.readAllBytes(file);
        byte[] content;
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            content = gzip.readNBytes(ChartLimits.TOTAL_BYTES + 1);
            if (content.length > ChartLimits.TOTAL_BYTES) {
                throw new IOException("the archive holds more than " + ChartLimits.TOTAL_BYTES + " bytes");
            }
        }
        boolean found = false;
        for (Replacement replacement : replacements) {
            found |= replacement.in(content);
        }
        if (found) {
            var changed = new ByteArrayOutputStream(packed.length);
            try (var gzip = new GZIPOutputStream(changed)) {
                gzip.write(content);
            }
            Files.write(file, changed.toByteArray());
        }
    }

    /** Replaces wherever the whole of the old content stands. */
    private boolean in(byte[] content) {
        boolean found = false;
        // a file of a tar archive begins with a record
        for (int at = 0; at + from.length <= content.length; at += RECORD) {
            if (Arrays.equals(content, at, at + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, content, at, to.length);
                found = true;
            }
        }
        return found;
    }
}
