package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.ChartArchive;
import io.github.akspolicy.source.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Adds files to a packaged chart, whose bytes stay as they are behind those of the files: a gzip stream may have several
 * members, and of an archive within a chart Helm takes the first of its name.
 */
final class ArchivePrefix {
    /** What Helm takes for an archive in {@code charts/}. */
    static final String ENDING = ".tgz";

    private static final Pattern CHART = Pattern.compile("[^/]+/((?:charts/[^/_.][^/]*/)+)Chart\\.yaml");
    private static final Pattern PACKED =
            Pattern.compile("[^/]+/((?:charts/[^/_.][^/]*/)*charts/[^/_.][^/]*\\" + ENDING + ")");

    private ArchivePrefix() {}

    /** Whether Helm passes over an entry of {@code charts/}. */
    static boolean isHidden(String name) {
        return name.startsWith("_") || name.startsWith(".");
    }

    /**
     * An archive with one more file.
     *
     * @param archive the chart as it is
     * @param path the path of the file in the chart
     */
    static byte[] add(byte[] archive, String path, String text) throws IOException {
        return add(archive, Map.of(path, text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * An archive with one more file in the chart and in each that lies in it.
     *
     * @param path the path of the file in each chart
     * @param text the file of the chart itself
     * @param ofOthers the file of each other chart
     */
    static byte[] addToAll(byte[] archive, String path, String text, String ofOthers) throws IOException {
        var added = new LinkedHashMap<String, byte[]>();
        added.put(path, text.getBytes(StandardCharsets.UTF_8));
        TarReader tar = ChartArchive.entries(new ByteArrayInputStream(archive));
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            Matcher chart = CHART.matcher(entry.name());
            Matcher packed = PACKED.matcher(entry.name());
            if (chart.matches()) {
                added.put(chart.group(1) + path, ofOthers.getBytes(StandardCharsets.UTF_8));
            } else if (packed.matches()) {
                added.put(packed.group(1), addToAll(tar.content(entry), path, ofOthers, ofOthers));
            }
        }
        return add(archive, added);
    }

    private static byte[] add(byte[] archive, Map<String, byte[]> added) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var member = new GZIPOutputStream(bytes);
        TextFiles.pack(added, member);
        member.finish();
        bytes.writeBytes(archive);
        return bytes.toByteArray();
    }
}
