package io.github.akspolicy.evaluator;

import io.github.akspolicy.files.CacheFolder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a class path as the JVM has them in memory (JEP 350), which takes a quarter of the processor time of a small
 * evaluation. The second process on a machine leaves them in the cache when it ends, and those that follow begin with them. The
 * first does not: a job of a CI system that begins with an empty cache would pay and never gain.
 */
final class ClassArchive {
    /** Of 20 MB each, for other class paths and versions; the oldest go. */
    private static final int KEPT = 4;

    private static final String PREFIX = "classes-";
    private static final String SUFFIX = ".jsa";

    private final Path file;
    private final Path seen;
    private final Path none;
    private @Nullable Path part;

    private ClassArchive(Path folder, String key) {
        this.file = folder.resolve(PREFIX + key + SUFFIX);
        this.seen = folder.resolve(PREFIX + key + ".seen");
        this.none = folder.resolve(PREFIX + key + ".none");
    }

    /** @return null where there is none: for folders of classes, and where others may write to the cache */
    static @Nullable ClassArchive of(List<String> classPath) {
        try {
            var key = new StringBuilder(System.getProperty("java.vm.version")).append(System.getProperty("java.home"));
            for (String entry : classPath) {
                Path path = Path.of(entry);
                if (!Files.isRegularFile(path)) {
                    return null;
                }
                key.append(File.pathSeparatorChar)
                        .append(entry)
                        .append('\0')
                        .append(Files.size(path))
                        .append('\0')
                        .append(Files.getLastModifiedTime(path).toMillis());
            }
            Path folder = CacheFolder.directory();
            CacheFolder.makePrivate(folder);
            return new ClassArchive(folder.toAbsolutePath(), digest(key.toString()));
        } catch (IOException cannotBeUsed) {
            // it only saves time
            return null;
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What the JVM is told. What it cannot read it leaves alone. */
    List<String> options() {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of("-XX:SharedArchiveFile=" + file);
        }
        if (Files.exists(none, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            Files.createFile(seen);
        } catch (FileAlreadyExistsException notTheFirst) {
            part = file.resolveSibling(PREFIX + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp");
            // a JVM that breaks while it writes the archive leaves no log in the folder of the user, nor a core
            return List.of(
                    "-XX:ArchiveClassesAtExit=" + part, "-XX:ErrorFile=" + log(part), "-XX:-CreateCoredumpOnCrash");
        } catch (IOException cannotBeUsed) {
            return List.of();
        }
        return List.of();
    }

    private static Path log(Path part) {
        return part.resolveSibling(part.getFileName() + ".log");
    }

    /** What the process left when it ended by itself is there for others from now on, whole; the rest is removed. */
    void keep(boolean ended) {
        Path left = part;
        if (left == null) {
            return;
        }
        part = null;
        try {
            Files.deleteIfExists(log(left));
            if (ended && Files.isRegularFile(left, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(left, file, StandardCopyOption.ATOMIC_MOVE);
                removeOldest();
            } else {
                Files.deleteIfExists(left);
                // this JVM breaks when it writes one, as some updates of version 17 do: others would, too
                Files.createFile(none);
            }
        } catch (IOException cannotBeUsed) {
            // the next process tries again
            return;
        }
    }

    private void removeOldest() throws IOException {
        try (Stream<Path> entries = Files.list(file.resolveSibling(""))) {
            List<Path> oldest = entries.filter(entry -> {
                        String name = String.valueOf(entry.getFileName());
                        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
                    })
                    .sorted(Comparator.comparingLong(
                                    (Path entry) -> entry.toFile().lastModified())
                            .reversed())
                    .skip(KEPT)
                    .toList();
            for (Path entry : oldest) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
