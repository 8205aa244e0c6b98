package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.ChartLimits;
import io.github.akspolicy.helm.engine.HelmFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * What Helm loads of a text that is not the chart as it is: all files, charts in {@code charts/} unpacked, one that is there twice in
 * two folders. They are written as one archive, which
 * costs one file where a folder costs one for each and one for each folder. A chart of which Helm would load something else so has no
 * such texts.
 */
final class TextFiles {
    /** Helm takes {@code \} for a separator, and refuses names that lead out of the chart or to a drive. */
    private static final Pattern ALTERED = Pattern.compile("\\.\\..*|[a-zA-Z]:/.*|.*\\\\.*", Pattern.DOTALL);

    private static final String PACKED = ".tgz";

    /** A tar archive consists of records of this size. */
    private static final int RECORD = 512;

    private static final int BUFFER = 1 << 16;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final UnaryOperator<byte[]> change;

    private TextFiles(UnaryOperator<byte[]> change) {
        this.change = change;
    }

    /**
     * Writes a chart for Helm.
     *
     * @param change what becomes of a template
     * @param folder a folder of ours, or one that does not exist
     * @return the archive
     * @throws HelmFailure when Helm would not load it as it loads the chart
     */
    static Path write(Chart chart, UnaryOperator<byte[]> change, Path folder) throws IOException, HelmFailure {
        var all = new TextFiles(change);
        all.add(chart, "");
        if (all.files.values().stream().mapToLong(content -> content.length).sum() > ChartLimits.TOTAL_BYTES) {
            throw new HelmFailure("the chart is too large for a copy with other texts");
        }
        Path archive = Files.createDirectories(folder).resolve("chart" + PACKED);
        try (var packed = new Stored(new BufferedOutputStream(Files.newOutputStream(archive), BUFFER))) {
            pack(all.files, packed).finish();
        }
        return archive;
    }

    private void add(Chart chart, String prefix) throws HelmFailure {
        for (Map.Entry<String, ChartFile> file : chart.files().entrySet()) {
            String path = prefix + file.getKey();
            byte[] original = file.getValue().content();
            byte[] content = file.getKey().startsWith("templates/") ? change.apply(original) : original;
            // in charts/ Helm takes a signature for a file of the chart above
            boolean isAltered = ALTERED.matcher(path).matches()
                    || !prefix.isEmpty() && path.endsWith(".prov")
                    || content.length > ChartLimits.FILE_BYTES;
            if (isAltered || files.put(path, content) != null) {
                throw new HelmFailure("Helm cannot be asked by a copy of the chart with other texts, in which it would"
                        + " read " + file.getValue().shownPath() + " otherwise: rename or remove that file");
            }
        }
        for (Chart subchart : chart.subcharts()) {
            for (int i = 0; i < subchart.times(); i++) {
                add(subchart, prefix + "charts/" + folder(subchart, i) + "/");
            }
        }
    }

    /** Helm goes by the chart's own name, but takes a folder whose name ends like an archive for one. */
    private static String folder(Chart subchart, int before) {
        String name = subchart.folder();
        return before == 0 && !name.endsWith(PACKED) ? name : name + "." + before;
    }

    private static TarArchiveOutputStream pack(Map<String, byte[]> files, OutputStream packed) throws IOException {
        var tar = new TarArchiveOutputStream(packed, RECORD, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            // Helm leaves the first folder away, whatever its name is
            var entry = new TarArchiveEntry("chart/" + file.getKey());
            entry.setSize(file.getValue().length);
            tar.putArchiveEntry(entry);
            tar.write(file.getValue());
            tar.closeArchiveEntry();
        }
        tar.flush();
        return tar;
    }

    /** Read once and deleted: to compress it costs more than it saves. */
    private static final class Stored extends GZIPOutputStream {
        Stored(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }
}
