package io.github.akspolicy.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes folders without following links; what cannot be deleted is left and does not keep the rest. */
final class FolderDeletion extends SimpleFileVisitor<Path> {
    /** Another thread may still be writing, as a renderer that is interrupted by the end of the process. */
    private static final int ATTEMPTS = 3;

    /** Made early: at the end of a Maven build the plugin's classes can no longer be loaded. */
    private static final FolderDeletion VISITOR = new FolderDeletion();

    private FolderDeletion() {}

    /** Loads the class while that is possible: at the end of a Maven build the plugin's classes can no longer be. */
    static void load() {
        // that it is called is enough
    }

    static void delete(Path folder) {
        for (int i = 0; i < ATTEMPTS && Files.exists(folder, LinkOption.NOFOLLOW_LINKS); i++) {
            try {
                Files.walkFileTree(folder, VISITOR);
            } catch (IOException | RuntimeException left) {
                // the next process that creates a folder tries again
            }
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        return remove(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
        return remove(file);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
        return remove(folder);
    }

    private static FileVisitResult remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            // see delete
        }
        return FileVisitResult.CONTINUE;
    }
}
