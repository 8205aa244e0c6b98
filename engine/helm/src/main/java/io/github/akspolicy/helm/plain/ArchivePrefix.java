package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Adds files to a packaged chart without reading it: a gzip stream may have several members, so that the bytes of the chart
 * stay as they are behind those of the files.
 */
final class ArchivePrefix {
    /** A tar archive consists of records of this size. */
    private static final int RECORD = 512;

    private ArchivePrefix() {}

    /**
     * Writes an archive with further files.
     *
     * @param archive the chart as it is
     * @param added texts by path in the chart
     */
    static void write(Path archive, Map<String, String> added, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            var member = new GZIPOutputStream(out);
            member.write(records(added));
            member.finish();
            Files.copy(archive, out);
        }
    }

    /** Writes an archive of a chart and of all it depends on, each in a folder of its own as in {@link Chart#treePath}. */
    static void write(Chart chart, Map<String, String> added, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                var gzip = new GZIPOutputStream(out);
                var tar = new TarArchiveOutputStream(gzip, RECORD, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Map.Entry<String, String> file : added.entrySet()) {
                entry(tar, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            write(chart, tar);
        }
    }

    private static void write(Chart chart, TarArchiveOutputStream tar) throws IOException {
        for (Map.Entry<String, ChartFile> file : chart.files().entrySet()) {
            entry(tar, chart.treePath() + file.getKey(), file.getValue().content());
        }
        for (Chart subchart : chart.subcharts()) {
            write(subchart, tar);
        }
    }

    private static void entry(TarArchiveOutputStream tar, String path, byte[] content) throws IOException {
        // Helm leaves the first folder away, whatever its name is
        var entry = new TarArchiveEntry("chart/" + path);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** The files without the two empty records that end an archive. */
    private static byte[] records(Map<String, String> added) throws IOException {
        var bytes = new ByteArrayOutputStream();
        @SuppressWarnings("resource") // closing it would end the archive
        var tar = new TarArchiveOutputStream(bytes, RECORD, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        for (Map.Entry<String, String> file : added.entrySet()) {
            entry(tar, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        tar.flush();
        return bytes.toByteArray();
    }
}
