package io.github.akspolicy.configuration;

import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.Kustomizations;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folders of manifests that a configuration names: as few as hold all manifests that were found, without what else lies there. What
 * is added to a folder later is evaluated, too.
 */
final class InitialManifests {
    /** A folder with more other files than these is taken apart. */
    private static final int MOST_EXCLUDED = 5;

    private final Path directory;
    private final TreeMap<Path, Folder> folders = new TreeMap<>();

    /** A folder with what lies directly in it. */
    private static final class Folder {
        private final List<Path> good = new ArrayList<>();
        private final List<Path> others = new ArrayList<>();
    }

    /**
     * An entry of {@code sources}.
     *
     * @param folder the folder
     * @param include what of it is taken; empty for all
     * @param exclude what of it is not
     */
    record Entry(Path folder, List<Path> include, List<Path> exclude) {
        Entry {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    /**
     * @param walk all that lies in the directory, as a source of manifests sees it
     * @param isManifest whether a file is evaluated
     * @param leftOut files and folders that are not, although they look like it
     */
    InitialManifests(
            Path directory, FolderWalk walk, Workspace workspace, Predicate<Path> isManifest, Set<Path> leftOut) {
        this.directory = directory;
        Kustomizations kustomizations = Kustomizations.of(walk, workspace);
        for (Path file : walk.files()) {
            Folder folder = folder(file);
            if (leftOut.contains(file)) {
                continue;
            }
            if (isManifest.test(file)) {
                folder.good.add(file);
            } else if (!kustomizations.isNoObject(file) && !Kustomizations.isKustomization(file)) {
                folder.others.add(file);
            }
        }
        // a chart that is no source of its own would be read as manifests
        Stream.concat(walk.charts().stream(), leftOut.stream())
                .distinct()
                .filter(path -> path.startsWith(directory) && !path.equals(directory))
                .forEach(path -> folder(path).others.add(path));
    }

    private Folder folder(Path file) {
        return folders.computeIfAbsent(Verification.parent(file), unused -> new Folder());
    }

    /** The entries, sorted by folder. */
    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        add(directory, entries);
        return entries;
    }

    private void add(Path folder, List<Entry> entries) {
        List<Folder> all = below(folder).toList();
        long good = all.stream().mapToLong(one -> one.good.size()).sum();
        if (good == 0) {
            return;
        }
        List<Path> others = all.stream().flatMap(one -> one.others.stream()).toList();
        // what lies at the root is of every tool, the configuration and the baseline among it
        if (!folder.equals(directory) && others.size() <= Math.min(MOST_EXCLUDED, good / 2)) {
            entries.add(new Entry(folder, List.of(), others.stream().sorted().toList()));
            return;
        }
        Folder own = folders.get(folder);
        if (own != null && !own.good.isEmpty()) {
            entries.add(new Entry(folder, own.good, List.of()));
        }
        children(folder).forEach(child -> add(child, entries));
    }

    /** The folder and those in it. */
    private Stream<Folder> below(Path folder) {
        return folders.tailMap(folder).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(folder)
                        || entry.getKey().toString().startsWith(folder.toString()))
                .filter(entry -> entry.getKey().startsWith(folder))
                .map(Map.Entry::getValue);
    }

    /** The folders directly in one that have files somewhere below. */
    private Set<Path> children(Path folder) {
        var children = new TreeSet<Path>();
        int depth = folder.getNameCount();
        for (Path path : folders.tailMap(folder, false).keySet()) {
            if (path.startsWith(folder)) {
                children.add(folder.resolve(path.getName(depth)));
            } else if (!path.toString().startsWith(folder.toString())) {
                break;
            }
        }
        return children;
    }
}
