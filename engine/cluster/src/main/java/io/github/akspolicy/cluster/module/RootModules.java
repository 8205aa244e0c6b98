package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the folders that Terraform would run in: those with configuration that no other one of the repository calls as a module. */
public final class RootModules {
    private static final Pattern QUOTED = Pattern.compile("\"([\\w./-]+)\"");

    private RootModules() {}

    /** Whether Terraform reads a file as configuration. */
    public static boolean isConfiguration(Path file) {
        return ModuleFiles.isRead(file);
    }

    /**
     * The root modules among folders.
     *
     * @param folders those that hold configuration
     * @param concerns which types of resources and sources of modules matter: a root module without one, the local modules that
     *     it calls included, is left out
     * @param workspace holds every file that is read
     * @return in the order of their paths
     */
    public static List<Path> in(
            Collection<Path> folders, Predicate<String> concerns, Workspace workspace, ReadLimits limits) {
        var files = new SourceFiles(workspace, limits, new Texts(), new Bounds());
        Map<Path, Set<Path>> calls = new TreeMap<>();
        Set<Path> concerned = new HashSet<>();
        for (Path folder : folders) {
            Path own = folder.toAbsolutePath().normalize();
            Declarations declarations = ModuleFiles.read(own, files, new Problems());
            Set<Path> called = new HashSet<>();
            boolean isConcerned = declarations.resources().values().stream()
                            .anyMatch(
                                    resource -> concerns.test(resource.labels().get(0)))
                    || !declarations.isComplete() && brokenText(own, files).anyMatch(concerns);
            for (Body.Block call : declarations.calls().values()) {
                String source = ModuleFolders.text(call, "source");
                isConcerned |= source != null && concerns.test(source);
                Path module =
                        source == null || !ModuleFolders.isLocal(source) ? null : SourceFiles.resolved(own, source);
                if (module != null && !module.equals(own)) {
                    called.add(module);
                }
            }
            calls.put(own, called);
            if (isConcerned) {
                concerned.add(own);
            }
        }
        Set<Path> called = calls.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return calls.keySet().stream()
                .filter(folder -> !called.contains(folder))
                .filter(root -> reached(root, calls).stream().anyMatch(concerned::contains))
                .toList();
    }

    /** The words in quotes of a folder with a file that cannot be parsed: its resources have nothing else that names them. */
    private static Stream<String> brokenText(Path folder, SourceFiles files) {
        return files.list(folder).stream()
                .filter(ModuleFiles::isRead)
                .flatMap(file -> QUOTED.matcher(text(file, files)).results())
                .map(word -> word.group(1));
    }

    private static String text(Path file, SourceFiles files) {
        try {
            return files.read(file).text();
        } catch (SourceException unreadable) {
            return "";
        }
    }

    /** A folder with those that it calls, and those that these call. */
    private static Set<Path> reached(Path root, Map<Path, Set<Path>> calls) {
        Set<Path> reached = new HashSet<>();
        var next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            Path folder = next.pop();
            if (reached.add(folder)) {
                next.addAll(calls.getOrDefault(folder, Set.of()));
            }
        }
        return reached;
    }
}
