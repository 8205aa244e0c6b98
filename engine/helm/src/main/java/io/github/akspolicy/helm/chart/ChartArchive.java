package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads a packaged chart without writing anything to disk. */
final class ChartArchive {
    private static final Pattern METADATA = Pattern.compile("(\\./)?[^/]+/Chart\\.yaml");

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
                String name = entry.getName();
                String inner = safe(name);
                if (entry.isLink() || entry.isSymbolicLink()) {
                    link(name, entry.getLinkName());
                } else if (!entry.isDirectory()) {
                    if (inner.isEmpty() || !isRegular(entry)) {
                        throw failure("the archive's entry " + name + " is not a file of a chart");
                    }
                    ChartFolder.checkName(inner, shownPath);
                    byte[] content = budget.read(tar, shownPath + "!/" + inner);
                    ChartFile other = files.put(inner, new ChartFile(content, shownPath + "!/" + inner));
                    if (other != null && !Arrays.equals(other.content(), content)) {
                        throw failure("the archive holds " + inner + " twice");
                    }
                }
            }
        } catch (IOException e) {
            throw failure("the archive cannot be read: " + e.getMessage());
        } catch (RuntimeException malformed) {
            // commons-compress checks headers by unchecked exceptions, too; their text quotes the archive
            throw failure("the archive cannot be read: a header is malformed ("
                    + malformed.getClass().getSimpleName() + ")");
        }
        return files;
    }

    /** Whether an archive holds the metadata of a chart where Helm looks for it. What cannot be read holds none. */
    static boolean isChart(InputStream packed) {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(packed))) {
            long skipped = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                skipped += entry.getSize();
                if (skipped > ChartLimits.TOTAL_BYTES) {
                    // Helm and the limits of a chart would refuse it
                    return false;
                }
                if (METADATA.matcher(entry.getName()).matches()) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // commons-compress checks headers by unchecked exceptions, too
            return false;
        }
        return false;
    }

    private static boolean isRegular(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    /**
     * The path without its first folder; empty for that folder itself. Every other spelling of a path than that of {@code helm
     * package} is refused: Helm resolves some of them, differently from tar.
     */
    private String safe(String name) throws SourceException {
        if (name.indexOf('\0') >= 0) {
            throw failure("the archive's entry " + name + " has a name with a NUL character");
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        boolean leaves = name.startsWith("/") || (name.length() > 1 && name.charAt(1) == ':');
        boolean odd = name.indexOf('\\') >= 0;
        for (String part : path.split("/", -1)) {
            leaves |= part.equals("..");
            odd |= part.isEmpty() || part.equals(".");
        }
        if (leaves) {
            throw failure("the archive's entry " + name + " lies outside of the chart");
        }
        if (odd) {
            throw failure("the archive's entry " + name + " is not a path as helm package writes it");
        }
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
