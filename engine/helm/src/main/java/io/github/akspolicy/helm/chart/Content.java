package io.github.akspolicy.helm.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a dependency consists of, to be compared with what was recorded.
 *
 * @param path the folder or archive, or null within an archive
 * @param shownPath where it lies, for messages
 * @param isPacked whether it is an archive or lies in one
 * @param digest computes {@code sha256:...}, or the empty string where no digest would cover all of it
 */
record Content(@Nullable Path path, String shownPath, boolean isPacked, Digest digest) {
    /** Computes a digest when somebody asks. */
    interface Digest {
        String compute();
    }

    /** Keeps the digest of a folder apart from that of any file. */
    private static final String FOLDER = "aks-policy chart folder 1\n";

    /** An archive: the digest is that of its bytes, as registries and {@code index.yaml} state it. */
    static Content archive(ChartFile archive, @Nullable Path path) {
        return new Content(path, archive.shownPath(), true, () -> {
            MessageDigest sha256 = sha256();
            sha256.update(archive.content());
            return text(sha256);
        });
    }

    /** The unpacked files of a chart within an archive. */
    static Content unpacked(SortedMap<String, ChartFile> files) {
        String shown = files.values().iterator().next().shownPath();
        return new Content(null, shown.replaceFirst("/[^/]*$", ""), true, () -> {
            var digests = new TreeMap<String, String>();
            files.forEach((path, file) -> {
                MessageDigest sha256 = sha256();
                sha256.update(file.content());
                digests.put(path, text(sha256));
            });
            return ofFiles(digests);
        });
    }

    /**
     * A folder: everything in it counts, whatever {@code .helmignore} says, since a file that is ignored today may be read
     * tomorrow without any change of the folder.
     */
    static Content folder(Path folder, String shownPath) {
        return new Content(folder, shownPath, false, () -> {
            try (Stream<Path> entries = Files.walk(folder)) {
                var digests = new TreeMap<String, String>();
                for (Path entry : (Iterable<Path>) entries::iterator) {
                    if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                        digests.put(folder.relativize(entry).toString().replace('\\', '/'), ofFile(entry));
                    } else if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        return "";
                    }
                }
                return ofFiles(digests);
            } catch (IOException | UncheckedIOException unreadable) {
                // what cannot be read in full is not proven
                return "";
            }
        });
    }

    private static String ofFile(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return text(sha256);
    }

    /** Digests come first in a line, so that no file name can look like another line. */
    private static String ofFiles(SortedMap<String, String> digests) {
        MessageDigest sha256 = sha256();
        sha256.update(FOLDER.getBytes(StandardCharsets.UTF_8));
        digests.forEach((path, digest) -> {
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            sha256.update((digest + " " + name.length + "\n").getBytes(StandardCharsets.UTF_8));
            sha256.update(name);
        });
        return text(sha256);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String text(MessageDigest sha256) {
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }
}
