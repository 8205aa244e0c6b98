package io.github.akspolicy.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** Digests of what charts consist of, written {@code sha256:...}: equal ones mean equal content. */
public final class ContentDigest {
    /** Keeps the digest of a folder apart from that of any file. */
    private static final String FOLDER = "aks-policy chart folder 1\n";

    private ContentDigest() {}

    /** The digest of an archive, or of any other file: that of its bytes, as registries and {@code index.yaml} state it. */
    public static String of(byte[] content) {
        MessageDigest sha256 = sha256();
        sha256.update(content);
        return text(sha256);
    }

    /**
     * The digest of a file or a folder. Of a folder everything counts, whatever {@code .helmignore} says, since a file that is
     * ignored today may be read tomorrow without any change of the folder.
     *
     * @return the empty string where no digest covers all of it: a link, something that cannot be read, nothing there
     */
    public static String of(Path path) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? ofFile(path) : "";
            } catch (IOException unreadable) {
                return "";
            }
        }
        try (Stream<Path> entries = Files.walk(path)) {
            var digests = new TreeMap<String, String>();
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    digests.put(path.relativize(entry).toString().replace('\\', '/'), ofFile(entry));
                } else if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    return "";
                }
            }
            return ofFiles(digests);
        } catch (IOException | UncheckedIOException unreadable) {
            // what cannot be read in full is not proven
            return "";
        }
    }

    private static String ofFile(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return text(sha256);
    }

    /**
     * The digest of a folder of which the files are known.
     *
     * @param digests the digest of each file by its path in the folder, with {@code /}
     */
    public static String ofFiles(SortedMap<String, String> digests) {
        MessageDigest sha256 = sha256();
        sha256.update(FOLDER.getBytes(StandardCharsets.UTF_8));
        // digests come first in a line, so that no file name can look like another line
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
