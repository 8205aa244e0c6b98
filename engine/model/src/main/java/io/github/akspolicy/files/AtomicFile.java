package io.github.akspolicy.files;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that appears under its name when it is complete: it is written beside and then moved. Whoever reads it sees all of
 * the old content or all of the new one, also after a full disk or a killed process.
 *
 * <pre>{@code
 * try (AtomicFile file = AtomicFile.create(path)) {
 *     try (Writer out = file.writer()) {
 *         report(out);
 *     }
 *     file.publish();
 * }
 * }</pre>
 */
public final class AtomicFile implements AutoCloseable {
    private static final String PREFIX = ".aks-policy-";
    private static final String SUFFIX = ".tmp";
    private static final Pattern NAME = Pattern.compile("\\.aks-policy-([0-9]{1,18})-[0-9a-f]+\\.tmp");

    /** Nothing is written that long; an owner in another container cannot be seen. */
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);

    private static final int ATTEMPTS = 100;

    /** Thousands of files may go to one folder, which is listed once. */
    private static final Set<Path> CLEANED = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path temporary;
    private boolean isPublished;

    private AtomicFile(Path file, Path temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /**
     * Begins a file; its folders are made when they are missing. What killed processes left beside it is deleted.
     *
     * @param file where it will be; a symbolic link of that name is replaced, not followed: see {@link #target}
     * @throws IOException when the folder cannot be written
     */
    public static AtomicFile create(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("not a file: " + file);
        }
        Files.createDirectories(folder);
        if (CLEANED.add(folder)) {
            deleteLeftovers(folder);
        }
        var random = new SecureRandom();
        for (int i = 0; i < ATTEMPTS; i++) {
            Path temporary = folder.resolve(
                    PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(random.nextLong()) + SUFFIX);
            try {
                // not Files.createTempFile, which keeps others from reading: reports are read by the CI system
                return new AtomicFile(absolute, Files.createFile(temporary));
            } catch (FileAlreadyExistsException taken) {
                // by another process, or by somebody who guesses names
            }
        }
        throw new IOException("no free name in " + folder);
    }

    /**
     * Writes a file at once.
     *
     * @param file as for {@link #create}
     * @throws IOException when it cannot be written; then it is as it was
     */
    public static void write(Path file, byte[] content) throws IOException {
        try (AtomicFile written = create(file)) {
            Files.write(written.temporary, content);
            written.publish();
        }
    }

    /** The same for text, as UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where a file is once links are followed, for files that may be links to others of the repository.
     *
     * @throws IOException when a link leads nowhere
     */
    public static Path target(Path file) throws IOException {
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    /** Receives the content as UTF-8; close it before {@link #publish()}. */
    public Writer writer() throws IOException {
        return Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
    }

    /**
     * Puts the file in its place.
     *
     * @throws IOException when that is not possible; then the place is as it was
     */
    public void publish() throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (rights != null) {
                Files.setPosixFilePermissions(temporary, rights.readAttributes().permissions());
            }
        }
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
        isPublished = true;
    }

    /** Deletes what was written when it was not published. */
    @Override
    public void close() throws IOException {
        if (!isPublished) {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Deletes what killed processes left in a folder instead of complete files.
     *
     * @param folder an existing folder
     * @throws IOException when it cannot be read, or a leftover cannot be deleted
     */
    public static void deleteLeftovers(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
                if (name.matches() && isAbandoned(entry, Long.parseLong(name.group(1)))) {
                    found.add(entry);
                }
            }
        }
        for (Path leftover : found) {
            Files.deleteIfExists(leftover);
        }
    }

    private static boolean isAbandoned(Path file, long processId) {
        try {
            Instant changed =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            return ProcessHandle.of(processId).filter(ProcessHandle::isAlive).isEmpty()
                    || Duration.between(changed, Instant.now()).compareTo(LONGEST_WRITE) > 0;
        } catch (IOException gone) {
            return false;
        }
    }
}
