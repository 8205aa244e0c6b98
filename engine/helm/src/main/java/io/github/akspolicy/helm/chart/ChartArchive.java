package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.TarReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads a packaged chart without writing anything to disk. */
public final class ChartArchive {
    private static final int BUFFER = 1 << 16;

    /** A folder that no entry names: the path of another entry says that it is there. */
    private static final char IMPLIED = '/';

    private final String shownPath;
    private final Budget budget;
    private final SortedMap<String, ChartFile> files = new TreeMap<>();
    private final Map<String, Character> types = new HashMap<>();

    private ChartArchive(String shownPath, Budget budget) {
        this.shownPath = shownPath;
        this.budget = budget;
    }

    /** The files by path below the archive's one folder. */
    static SortedMap<String, ChartFile> read(InputStream packed, String shownPath, Budget budget)
            throws SourceException {
        var archive = new ChartArchive(shownPath, budget);
        try {
            TarReader tar = entries(packed);
            for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
                archive.add(entry, tar);
            }
        } catch (IOException e) {
            throw archive.failure(
                    "the archive cannot be read: " + (e instanceof EOFException ? "it is cut off" : e.getMessage()));
        }
        return archive.files;
    }

    /** The entries of an archive, within the limits of a chart. */
    public static TarReader entries(InputStream packed) throws IOException {
        return new TarReader(new GZIPInputStream(packed, BUFFER), ChartLimits.ARCHIVE_BYTES);
    }

    private void add(TarReader.Entry entry, TarReader tar) throws IOException, SourceException {
        String inner = inner(entry.name());
        if (!entry.isFile() && !entry.isFolder()) {
            // Helm makes an empty file of a link, which nobody means
            throw failure("the archive's entry " + entry.name() + " is a link or a device, and no file of a chart");
        }
        if (inner.isEmpty()) {
            if (entry.isFile()) {
                throw failure("the archive's entry " + entry.name() + " lies in no folder");
            }
            return;
        }
        Character other = types.put(inner, entry.type());
        boolean isTwice = other != null && !(other == IMPLIED && entry.isFolder());
        if (isTwice && !(entry.isFile() && files.containsKey(inner))) {
            throw failure("the archive holds " + entry.name() + " twice");
        }
        for (int slash = inner.indexOf('/'); slash >= 0; slash = inner.indexOf('/', slash + 1)) {
            String above = inner.substring(0, slash);
            types.putIfAbsent(above, IMPLIED);
            if (files.containsKey(above)) {
                throw failure("the archive holds " + entry.name() + " in " + above + ", which is a file");
            }
        }
        if (entry.isFile()) {
            ChartFolder.checkName(inner, shownPath);
            String shown = shownPath + "!/" + inner;
            budget.count(entry.size(), shown);
            var file = new ChartFile(tar.content(entry), shown);
            // helm package writes a dependency that it finds twice twice
            if (isTwice && !file.equals(files.get(inner))) {
                throw failure("the archive holds " + entry.name() + " twice, with different content");
            }
            files.put(inner, file);
        }
    }

    /**
     * The path without its first folder, whatever that is called; empty for the folder itself. Every other spelling of a path than
     * that of {@code helm package} is refused: Helm resolves some of them, differently from tar.
     */
    private String inner(String name) throws SourceException {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        List<String> parts = List.of(path.split("/", -1));
        if (name.startsWith("/") || name.startsWith(":", 1) || parts.contains("..")) {
            throw failure("the archive's entry " + name + " lies outside of the chart");
        }
        if (path.equals("Chart.yaml")) {
            throw failure("the archive holds Chart.yaml outside of a folder, which Helm refuses");
        }
        if (name.indexOf('\\') >= 0 || parts.contains("") || parts.lastIndexOf(".") > 0) {
            throw failure("the archive's entry " + name + " is not a path as helm package writes it");
        }
        return String.join("/", parts.subList(1, parts.size()));
    }

    private SourceException failure(String message) {
        return new SourceException(Problem.at(
                new SourceLocation(shownPath, 1, 1, Role.GENERATED), message, "pack the chart with helm package"));
    }
}
