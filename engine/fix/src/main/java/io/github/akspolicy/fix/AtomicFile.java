package io.github.akspolicy.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Replaces the content of a file in one step: whoever reads it sees all of it or nothing. */
final class AtomicFile {
    private AtomicFile() {}

    static void replace(Path file, byte[] content) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no regular file: " + file.getFileName());
        }
        Path folder = file.toAbsolutePath().getParent();
        Path made = Files.createTempFile(folder, ".aks-policy-", ".tmp");
        try {
            Files.write(made, content);
            PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (rights != null) {
                Files.setPosixFilePermissions(made, rights.readAttributes().permissions());
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
