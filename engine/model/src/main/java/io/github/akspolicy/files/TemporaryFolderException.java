package io.github.akspolicy.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The temporary folder of the system cannot be used. The message names it and what to do; nothing else is the cause. */
public final class TemporaryFolderException extends IOException {
    private static final long serialVersionUID = 1;

    TemporaryFolderException(Path folder, IOException cause) {
        super(
                "the temporary folder " + folder + " "
                        + (Files.isDirectory(folder)
                                ? "cannot be written (" + cause.getClass().getSimpleName() + ")"
                                : "does not exist")
                        + ": name another with -Djava.io.tmpdir=FOLDER, in MAVEN_OPTS for Maven",
                cause);
    }

    /** Only the message: class names say nothing to those who read it. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
