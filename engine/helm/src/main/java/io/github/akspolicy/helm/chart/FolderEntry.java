package io.github.akspolicy.helm.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in a folder of a chart. It is asked of the file system once; a link is what it leads to.
 *
 * @param path where it lies
 * @param isFile whether it is a file that can be read
 */
record FolderEntry(Path path, boolean isLink, boolean isFolder, boolean isFile) {
    /** What lies in a folder, sorted by name. */
    static List<FolderEntry> of(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> stream = Files.list(folder)) {
            paths = stream.sorted().toList();
        }
        var entries = new ArrayList<FolderEntry>(paths.size());
        for (Path path : paths) {
            var own = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            entries.add(
                    own.isSymbolicLink()
                            ? new FolderEntry(path, true, Files.isDirectory(path), Files.isRegularFile(path))
                            : new FolderEntry(path, false, own.isDirectory(), own.isRegularFile()));
        }
        return entries;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * Where it is once all links are followed.
     *
     * @param folder where the folder is that it lies in
     */
    Path real(Path folder) throws IOException {
        return isLink ? path.toRealPath() : folder.resolve(name());
    }
}
