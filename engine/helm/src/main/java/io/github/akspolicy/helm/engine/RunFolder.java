package io.github.akspolicy.helm.engine;

import io.github.akspolicy.files.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The one temporary folder of a run: all that Helm reads lies below it, since its process can read nothing else. It is
 * deleted when the JVM ends; when the JVM is killed, by the process of Helm.
 */
public final class RunFolder {
    private static @Nullable ScratchFolder root;

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
            folder = ScratchFolder.create("helm");
            root = folder;
        }
        return folder;
    }

    /** Whether a path lies in the folder of the run, as far as its text says. */
    static boolean holds(Path path) throws IOException {
        return path.isAbsolute() && path.normalize().startsWith(root());
    }
}
