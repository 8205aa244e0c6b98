package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Puts what was replaced in a chart into a copy of it, at the path of each file. In an archive it is as long as what it replaces: not a
 * byte of the headers changes. What lies in an archive of an archive stays as it is.
 */
public final class Replacement {
    private Replacement() {}

    /**
     * Replaces in a copy.
     *
     * @param copy a folder of ours, or a packed chart in one
     */
    public static void apply(Chart chart, Path copy) throws IOException {
        Map<String, byte[]> replaced = chart.unpacked(Chart::replaced);
        if (Files.isRegularFile(copy)) {
            if (!replaced.isEmpty()) {
                archive(replaced, copy);
            }
            return;
        }
        for (Map.Entry<String, byte[]> file : replaced.entrySet()) {
            Files.write(copy.resolve(file.getKey()), file.getValue());
        }
        archives(chart, copy);
    }

    private static void archives(Chart chart, Path copy) throws IOException {
        Path charts = copy.resolve("charts");
        for (Chart subchart : chart.subcharts()) {
            if (subchart.isPacked()) {
                apply(subchart, charts.resolve(subchart.folder() + ".tgz"));
            } else if (subchart.localFolder() == null) {
                archives(subchart, charts.resolve(subchart.folder()));
            }
        }
    }

    private static void archive(Map<String, byte[]> replaced, Path file) throws IOException {
        byte[] content;
        try (var gzip = new GZIPInputStream(Files.newInputStream(file))) {
            content = gzip.readNBytes(ChartLimits.ARCHIVE_BYTES);
        }
        var tar = new TarReader(new ByteArrayInputStream(content), content.length);
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            byte[] other = replaced.get(entry.name().substring(entry.name().indexOf('/') + 1));
            if (other != null && entry.isFile() && other.length == entry.size()) {
                System.arraycopy(other, 0, content, (int) entry.at(), other.length);
            }
        }
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(content);
        }
    }
}
