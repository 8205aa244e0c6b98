package io.github.akspolicy.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder of a run, readable by the current user only. It is deleted when it is closed, at the latest when the
 * Java process ends; what a killed process leaves behind is deleted by the next process that creates one.
 *
 * <pre>{@code
 * try (ScratchFolder scratch = ScratchFolder.create("chart")) {
 *     Files.write(scratch.path().resolve("values.yaml"), content);
 * }
 * }</pre>
 *
 * <p>All folders of a process lie in one, {@code aks-policy-<process id>-<start of the process>-<random>} below
 * {@code java.io.tmpdir}. The process holds a lock in it, so that it is not taken for a leftover even by a process that cannot
 * see the owner, as in another container with the same temporary folder.
 */
public final class ScratchFolder implements AutoCloseable {
    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    /**
     * A new empty folder.
     *
     * @param purpose what it is for, a short word of letters; part of its name
     * @throws TemporaryFolderException when the system's temporary folder cannot be written
     * @throws IOException when the process is about to end
     */
    public static ScratchFolder create(String purpose) throws IOException {
        Path root = ScratchRoot.current();
        try {
            return new ScratchFolder(Files.createTempDirectory(root, purpose + "-", ScratchRoot.privately(root)));
        } catch (IOException unwritable) {
            if (ScratchRoot.isEnding()) {
                throw new IOException("the process is about to end", unwritable);
            }
            throw unwritable;
        }
    }

    /**
     * A new empty folder in this one.
     *
     * @param purpose see {@link #create}
     * @throws IOException when this folder cannot be written
     */
    public ScratchFolder within(String purpose) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(path, purpose + "-", ScratchRoot.privately(path)));
    }

    /**
     * Adds what has to end before the folders are deleted at the end of the Java process, such as a program that works in one.
     *
     * @param action runs once, while the process ends, if a folder was made; it must not throw
     */
    public static void beforeEnd(Runnable action) {
        ScratchRoot.beforeEnd(action);
    }

    /** The folder: absolute, without symbolic links. */
    public Path path() {
        return path;
    }

    /** Deletes the folder with everything in it. Symbolic links are deleted, not followed. */
    @Override
    public void close() {
        FolderDeletion.delete(path);
    }
}
