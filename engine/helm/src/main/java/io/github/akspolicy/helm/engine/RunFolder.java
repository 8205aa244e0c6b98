package io.github.akspolicy.helm.engine;

import io.github.akspolicy.files.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one temporary folder of a run: all that Helm reads lies below it, since its process can read nothing else. It is
 * deleted when the JVM ends; when the JVM is killed, by the process of Helm.
 */
public final class RunFolder {
    private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();

    private static @Nullable ScratchFolder root;
    private static volatile boolean isEnding;

    private RunFolder() {}

    /**
     * A new folder for one render.
     *
     * @param purpose a short word of letters; part of its name
     */
    public static ScratchFolder create(String purpose) throws IOException {
        return scratch().within(purpose);
    }

    /** The folder of the run, without links in its path. */
    static Path root() throws IOException {
        return scratch().path();
    }

    private static synchronized ScratchFolder scratch() throws IOException {
        ScratchFolder folder = root;
        if (folder == null || !Files.isDirectory(folder.path())) {
            if (folder == null) {
                ScratchFolder.beforeEnd(RunFolder::end);
            }
            folder = ScratchFolder.create("helm");
            root = folder;
        }
        return folder;
    }

    /** Whether a path lies in the folder of the run, as far as its text says. */
    static synchronized boolean holds(Path path) {
        ScratchFolder folder = root;
        return folder != null && path.isAbsolute() && path.normalize().startsWith(folder.path());
    }

    /** Adds a process that has to end before the folder can be deleted: it writes there. */
    static void endsBefore(Process process) {
        PROCESSES.removeIf(other -> !other.isAlive());
        PROCESSES.add(process);
        if (isEnding) {
            process.destroyForcibly();
        }
    }

    private static void end() {
        isEnding = true;
        for (Process process : PROCESSES) {
            process.destroyForcibly();
        }
        try {
            for (Process process : PROCESSES) {
                process.waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
