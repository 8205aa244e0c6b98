package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which files of Bicep are definitions of their own: those that no other one calls, where they deploy what policies know. */
public final class BicepRoots {
    private static final int MOST_FOLLOWED = 300;

    private final BicepFiles files;

    private BicepRoots(BicepFiles files) {
        this.files = files;
    }

    /** Whether a file is Bicep or a file of its parameters, by its name. */
    public static boolean isBicep(Path file) {
        return file.toString().endsWith(".bicep") || ParameterFile.isBicep(file);
    }

    /**
     * The roots, each with the lists of parameter files that it is deployed with: one list for each file of parameters that says
     * it is for it, an empty list where none does. A file that cannot be read is one where it names a type that policies know.
     */
    public static Map<Path, List<List<Path>>> of(List<Path> all, ReadLimits limits, Workspace workspace) {
        var roots = new BicepRoots(new BicepFiles(workspace, limits, problem -> {}));
        List<Path> bicep = all.stream()
                .filter(file -> isBicep(file) && !ParameterFile.isBicep(file))
                .toList();
        Set<Path> called = new HashSet<>();
        bicep.forEach(file -> called.addAll(roots.called(file)));
        Map<Path, List<List<Path>>> found = new TreeMap<>();
        for (Path file : bicep) {
            if (!called.contains(file.normalize()) && roots.isRelevant(file, new HashSet<>())) {
                found.put(file, new ArrayList<>());
            }
        }
        all.stream().filter(ParameterFile::isBicep).sorted().forEach(file -> roots.addParameters(file, found));
        all.stream().sorted().forEach(file -> addJson(file, found));
        found.values().stream().filter(List::isEmpty).forEach(lists -> lists.add(List.of()));
        return found;
    }

    /** Whether a file can be read with all modules that it calls: none is in a registry. */
    public static boolean isWhole(Path file, ReadLimits limits, Workspace workspace) {
        return new BicepRoots(new BicepFiles(workspace, limits, problem -> {}))
                .isWhole(file.normalize(), new HashSet<>());
    }

    private boolean isWhole(@Nullable Path path, Set<Path> seen) {
        if (path == null || seen.size() > MOST_FOLLOWED) {
            return false;
        }
        if (!path.toString().endsWith(".bicep") || !seen.add(path)) {
            return true;
        }
        BicepFile file = files.bicep(path);
        return file != null
                && Stream.concat(
                                file.all(Statement.Module.class).stream().map(Statement.Module::path),
                                file.all(Statement.Import.class).stream().map(Statement.Import::path))
                        .allMatch(called -> called.indexOf(':') < 0 && isWhole(files.resolve(path, called), seen));
    }

    /** {@code main.parameters.json} and {@code main.parameters.prod.json} are for {@code main.bicep}, as tools of Azure have it. */
    private static void addJson(Path file, Map<Path, List<List<Path>>> roots) {
        String name = String.valueOf(file.getFileName());
        int end = name.indexOf(".parameters.");
        if (end > 0 && name.endsWith(".json")) {
            List<List<Path>> lists = roots.get(file.resolveSibling(name.substring(0, end) + ".bicep"));
            if (lists != null) {
                lists.add(List.of(file));
            }
        }
    }

    private void addParameters(Path parameters, Map<Path, List<List<Path>>> roots) {
        BicepFile file = files.bicep(parameters);
        for (Statement.Using using : file == null ? List.<Statement.Using>of() : file.all(Statement.Using.class)) {
            Path root = using.isBase() || using.path() == null ? null : files.resolve(parameters, using.path());
            List<List<Path>> lists = root == null ? null : roots.get(root);
            if (lists != null) {
                lists.add(List.of(parameters));
            }
        }
    }

    /** The files that a file calls or imports from. */
    private Set<Path> called(Path path) {
        Set<Path> called = new HashSet<>();
        BicepFile file = files.bicep(path);
        if (file != null) {
            file.all(Statement.Module.class).forEach(module -> add(path, module.path(), called));
            file.all(Statement.Import.class).forEach(other -> add(path, other.path(), called));
        }
        return called;
    }

    private void add(Path from, String path, Set<Path> called) {
        Path file = path.indexOf(':') < 0 ? files.resolve(from, path) : null;
        if (file != null) {
            called.add(file);
        }
    }

    private boolean isRelevant(Path path, Set<Path> seen) {
        if (!seen.add(path)) {
            return false;
        }
        if (seen.size() > MOST_FOLLOWED) {
            // so many modules are about something
            return true;
        }
        BicepFile file = files.bicep(path);
        if (file == null) {
            return names(files.text(path));
        }
        return file.all(Statement.Resource.class).stream()
                        .anyMatch(resource -> isRelevant(new ResourceDeclaration(file, resource, null)))
                || file.all(Statement.Module.class).stream().anyMatch(module -> isRelevant(file, module, seen));
    }

    private static boolean names(@Nullable String text) {
        return text != null && text.matches("(?is).*\\bMicrosoft\\.(ContainerService|ContainerRegistry|KeyVault)/.*");
    }

    private static boolean isRelevant(ResourceDeclaration resource) {
        return !resource.statement().isExisting()
                        && (AzureType.ofArm(resource.type()) != null || ArmTemplate.hidesResources(resource.type()))
                || resource.body().object().resources().stream()
                        .anyMatch(inner -> isRelevant(new ResourceDeclaration(resource.file(), inner, resource)));
    }

    private boolean isRelevant(BicepFile file, Statement.Module module, Set<Path> seen) {
        if (module.path().indexOf(':') >= 0) {
            return true;
        }
        Path inner = files.resolve(file.path(), module.path());
        return inner == null || !inner.toString().endsWith(".bicep") || isRelevant(inner, seen);
    }
}
