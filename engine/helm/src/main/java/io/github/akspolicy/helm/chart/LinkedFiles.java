package io.github.akspolicy.helm.chart;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Files of copies of a chart. What several copies hold is written once: the others have a link to it, where the file system knows
 * links. So no file of a copy is changed where it lies, only replaced, and no copy has a link to a file of the user. Safe for
 * several threads.
 */
public final class LinkedFiles {
    private final Map<byte[], Path> written = new IdentityHashMap<>();

    /**
     * Writes a file, or a link to one that was written with the same content.
     *
     * @param content the same array for the same content; not changed any more
     */
    public synchronized void write(Path file, byte[] content) throws IOException {
        Path known = written.get(content);
        if (known == null || !isLinked(file, known)) {
            replace(file, content);
            written.put(content, file);
        }
    }

    private static boolean isLinked(Path file, Path known) {
        try {
            Files.createLink(file, known);
            return true;
        } catch (IOException | UnsupportedOperationException unlinked) {
            // deleted meanwhile, on another file system, or one more link than there may be
            return false;
        }
    }

    /** Writes a file that no other is a link to; it may take the place of one. */
    public synchronized void replace(Path file, byte[] content) throws IOException {
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException before) {
            written.values().removeIf(file::equals);
            Files.delete(file);
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
