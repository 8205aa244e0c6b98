package io.github.akspolicy.helm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders that must not outlive a render. */
public final class TemporaryFolder {
    private TemporaryFolder() {}

    /** Deletes a folder of our own with all in it; never follows links. */
    public static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            return;
        }
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // another process holds it; what stays is in the system's temporary folder
            }
        }
    }
}
