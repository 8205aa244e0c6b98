package io.github.akspolicy.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;

/**
 * Whether an archive holds manifests, by the names in it. Nothing is unpacked. What cannot be looked through counts as if it did.
 * The format of tar: pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html.
 */
final class ArchiveEntries {
    private static final Pattern ARCHIVE = Pattern.compile(
            "(?i).*\\.(tgz|tar|tar\\.(gz|bz2|xz|zst)|tbz2?|txz|zip|7z|rar|(ya?ml|json)\\.(gz|bz2|xz|zst))");
    private static final Pattern MANIFEST = Pattern.compile("(?i).*\\.ya?ml");
    private static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;
    private static final int NAME_LENGTH = 100;

    /** Types of entries that give the next one its name: of pax and of GNU. */
    private static final String NAMING_TYPES = "xgLK";

    /** More is not unpacked to get at the names. */
    private static final long MOST_BYTES = 1L << 28;

    private ArchiveEntries() {}

    /** Whether a file is an archive, by its name. */
    static boolean isArchive(Path file) {
        return ARCHIVE.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Whether an archive holds a file whose name is that of a manifest, or may hold one. */
    static boolean mayHoldManifests(Path archive, Workspace workspace) {
        String name = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".zip")) {
                return zip(archive);
            }
            boolean isPacked = name.endsWith(".tgz") || name.endsWith(".tar.gz");
            if (!isPacked && !name.endsWith(".tar")) {
                return true;
            }
            try (InputStream in = new BufferedInputStream(workspace.open(archive))) {
                return tar(isPacked ? new BufferedInputStream(new GZIPInputStream(in)) : in);
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return true;
        }
    }

    /** Nothing is decompressed for the names. */
    private static boolean zip(Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .anyMatch(entry -> MANIFEST.matcher(entry.getName()).matches());
        }
    }

    private static boolean tar(InputStream in) throws IOException {
        long skipped = 0;
        while (skipped < MOST_BYTES) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                return false;
            }
            String name = text(header, 0, NAME_LENGTH);
            if (MANIFEST.matcher(name).matches() || NAMING_TYPES.indexOf(header[TYPE_AT]) >= 0) {
                return true;
            }
            long size = Long.parseLong("0" + text(header, SIZE_AT, SIZE_LENGTH).strip(), 8);
            skipped += BLOCK + size;
            in.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
        return true;
    }

    private static String text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }
}
