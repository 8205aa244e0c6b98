package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a packaged chart without writing anything to disk. */
final class ChartArchive {
    private final String shownPath;
    private final Budget budget;

    ChartArchive(String shownPath, Budget budget) {
        this.shownPath = shownPath;
        this.budget = budget;
    }

    /** The files by path below the archive's one folder. */
    SortedMap<String, ChartFile> read(InputStream packed) throws SourceException {
        var files = new TreeMap<String, ChartFile>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replace('\\', '/');
                String inner = safe(name);
                if (entry.isLink() || entry.isSymbolicLink()) {
                    link(name, entry.getLinkName());
                } else if (entry.isFile() && !inner.isEmpty()) {
                    byte[] content = budget.read(tar, shownPath + "!/" + inner);
                    files.put(inner, new ChartFile(content, shownPath + "!/" + inner));
                }
            }
        } catch (IOException e) {
            throw failure("the archive cannot be read: " + e.getMessage());
        }
        return files;
    }

    /** The path without its first folder; empty for that folder itself. */
    private String safe(String name) throws SourceException {
        boolean leaves = name.startsWith("/") || (name.length() > 1 && name.charAt(1) == ':');
        for (String part : name.split("/", -1)) {
            leaves |= part.equals("..");
        }
        if (leaves) {
            throw failure("the archive's entry " + name + " lies outside of the chart");
        }
        String path = name.startsWith("./") ? name.substring(2) : name;
        int slash = path.indexOf('/');
        if (slash < 0 && path.equals("Chart.yaml")) {
            throw failure("the archive holds Chart.yaml outside of a folder, which Helm refuses");
        }
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    private void link(String name, String target) throws SourceException {
        // Helm makes an empty file of a link, which nobody means
        throw failure("the archive's entry " + name + " is a link to " + target + "; charts are packed without links");
    }

    private SourceException failure(String message) {
        return new SourceException(Problem.at(
                new SourceLocation(shownPath, 1, 1, Role.GENERATED), message, "pack the chart with helm package"));
    }
}
