package io.github.akspolicy.configuration;

import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for files that left a source: whether they are still in the repository where nothing evaluates them.
 *
 * @param base the root of the repository as the base has it
 * @param head the same as the change has it
 */
record MovedFiles(Path base, Path head) {
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "build", "node_modules");

    /** In bytes; what is larger is known by its name and length alone. */
    private static final long LARGEST = 4 << 20;

    /**
     * @param source a folder or file of the base that is gone, relative to the root
     * @param evaluated the folders and files that are sources now
     * @return where a file of it lies that is in none of these, or null when there is no such file
     */
    @Nullable
    String elsewhere(String source, Set<String> evaluated) {
        Map<String, List<Path>> files = new HashMap<>();
        walk(base.resolve(source), file -> {
            files.computeIfAbsent(name(file), name -> new ArrayList<>()).add(file);
            return true;
        });
        var found = new ArrayList<String>();
        walk(head, file -> {
            String path = Workspace.slashes(head.relativize(file));
            boolean isMoved = !isIn(path, evaluated)
                    && files.getOrDefault(name(file), List.of()).stream().anyMatch(old -> isSame(old, file));
            if (isMoved) {
                found.add(path);
            }
            return !isMoved;
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static boolean isIn(String path, Set<String> folders) {
        return folders.stream()
                .anyMatch(folder -> folder.equals(".") || path.equals(folder) || path.startsWith(folder + "/"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.size(one) == Files.size(other)
                    && Files.size(one) > 0
                    && (Files.size(one) > LARGEST || Files.mismatch(one, other) < 0);
        } catch (IOException unreadable) {
            return true;
        }
    }

    private interface Visitor {
        boolean goesOn(Path file);
    }

    private static void walk(Path start, Visitor visitor) {
        if (!Files.exists(start)) {
            return;
        }
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(name(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    // nothing that cannot be read here is deployed from here
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return !attributes.isRegularFile() || visitor.goesOn(file)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.TERMINATE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
