package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the folders that Terraform would run in: those with configuration that no other one of the repository calls as a module. */
public final class RootModules {
    private RootModules() {}

    /** Whether Terraform reads a file as configuration. */
    public static boolean isConfiguration(Path file) {
        return ModuleFiles.isRead(file);
    }

    /**
     * The root modules among folders.
     *
     * @param folders those that hold configuration
     * @param workspace holds every file that is read
     * @return in the order of their paths
     */
    public static List<Path> in(Collection<Path> folders, Workspace workspace, ReadLimits limits) {
        var files = new SourceFiles(workspace, limits, new Texts(), new Bounds());
        Set<Path> roots = new TreeSet<>();
        folders.forEach(folder -> roots.add(folder.toAbsolutePath().normalize()));
        Set<Path> called = new HashSet<>();
        for (Path folder : roots) {
            Declarations declarations = ModuleFiles.read(folder, files, new Problems());
            for (Body.Block call : declarations.calls().values()) {
                String source = ModuleFolders.text(call, "source");
                Path module =
                        source == null || !ModuleFolders.isLocal(source) ? null : SourceFiles.resolved(folder, source);
                if (module != null && !module.equals(folder)) {
                    called.add(module);
                }
            }
        }
        roots.removeAll(called);
        return List.copyOf(roots);
    }
}
