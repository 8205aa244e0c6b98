package io.github.akspolicy.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apiguardian.api.API;

/** Whether an archive is a chart or holds manifests, by the names in it. Nothing is unpacked. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ArchiveEntries {
    private static final Pattern ARCHIVE = Pattern.compile(
            "(?i).*\\.(tgz|tar|tar\\.(gz|bz2|xz|zst)|tbz2?|txz|zip|7z|rar|(ya?ml|json)\\.(gz|bz2|xz|zst))");
    private static final Pattern MANIFEST = Pattern.compile("(?i).*\\.ya?ml");
    private static final int BUFFER = 1 << 16;

    /** More is not unpacked to get at the names. */
    private static final long MOST_BYTES = 1L << 28;

    private ArchiveEntries() {}

    /**
     * Whether a file is a packaged chart, whatever its name is: Helm goes by what it holds. What Helm may read and we do not counts, so
     * that rendering it says why.
     */
    public static boolean isChart(Path file, Workspace workspace) {
        return isPacked(file, workspace)
                && holds(file, workspace, true, ArchiveEntries::isMetadata, refused -> !isDamaged(refused));
    }

    /** Whether a file is an archive, by its name or what it holds. */
    static boolean isArchive(Path file, Workspace workspace) {
        return ARCHIVE.matcher(String.valueOf(file.getFileName())).matches()
                || isPacked(file, workspace)
                        && holds(file, workspace, true, any -> true, refused -> !isDamaged(refused));
    }

    /** Whether an archive holds a file whose name is that of a manifest, or may hold one. */
    static boolean mayHoldManifests(Path archive, Workspace workspace) {
        String name = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        Predicate<String> isManifest = MANIFEST.asMatchPredicate();
        if (name.endsWith(".zip")) {
            // nothing is decompressed for the names
            try (var zip = new ZipFile(archive.toFile())) {
                return zip.stream().map(ZipEntry::getName).anyMatch(isManifest);
            } catch (IOException | IllegalArgumentException unreadable) {
                return true;
            }
        }
        boolean isPacked = isPacked(archive, workspace);
        return !isPacked && !name.endsWith(".tar")
                || holds(archive, workspace, isPacked, isManifest, unreadable -> true);
    }

    /** Whether it begins as gzip does: RFC 1952. */
    private static boolean isPacked(Path file, Workspace workspace) {
        try (InputStream in = workspace.open(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Helm leaves the first folder away and resolves the rest. */
    private static boolean isMetadata(String name) {
        var path = new ArrayDeque<String>();
        String[] parts = name.split("[/\\\\]", -1);
        for (String part : List.of(parts).subList(1, parts.length)) {
            if (part.equals("..")) {
                path.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                path.add(part);
            }
        }
        return path.size() == 1 && path.contains("Chart.yaml");
    }

    /** Helm does not read it either. */
    private static boolean isDamaged(IOException unreadable) {
        return unreadable instanceof EOFException || unreadable instanceof ZipException;
    }

    /** Whether a name in a tar archive is one that is looked for. */
    private static boolean holds(
            Path archive,
            Workspace workspace,
            boolean isPacked,
            Predicate<String> sought,
            Predicate<IOException> isUnreadable) {
        try (InputStream in = new BufferedInputStream(workspace.open(archive))) {
            var tar = new TarReader(isPacked ? new GZIPInputStream(in, BUFFER) : in, MOST_BYTES);
            for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
                if (sought.test(entry.name())) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            return isUnreadable.test(unreadable);
        }
    }
}
