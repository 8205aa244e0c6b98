package io.github.akspolicy.cluster.code;

import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code .bicep} file that a template was compiled from, and its modules. */
public final class BicepSources {
    private static final int MOST_FILES = 200;
    private static final int DEEPEST = 20;

    private final Workspace workspace;
    private final ReadLimits limits;
    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, List<Module>> modules = new HashMap<>();
    private int files;

    /**
     * A resource of a file.
     *
     * @param path of the file, relative to the repository
     * @param symbol its symbolic name
     * @param type in lower case, without version
     * @param variables those of the file by name
     */
    public record Resource(
            String path, String symbol, String type, Block.Entry entry, Map<String, Block.Entry> variables) {
        public Resource {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * The call of a module.
     *
     * @param path of the file that calls it, relative to the repository
     * @param symbol its symbolic name
     * @param file of the module, relative to the repository; empty where its text is elsewhere, such as in a registry
     */
    public record Module(
            String path, String symbol, Block.Entry entry, Map<String, Block.Entry> variables, String file) {
        public Module {
            variables = Map.copyOf(variables);
        }
    }

    private BicepSources(Workspace workspace, ReadLimits limits) {
        this.workspace = workspace;
        this.limits = limits;
    }

    /** The sources of a file; empty when it is not there. */
    public static BicepSources of(Path bicep, Workspace workspace, ReadLimits limits) {
        var sources = new BicepSources(workspace, limits);
        sources.file(bicep, 0);
        return sources;
    }

    /**
     * The resource that a compiled one comes from, or null when it cannot be told.
     *
     * @param type in any case
     * @param symbol its symbolic name where the template has it, else empty
     * @param name its name as the template writes it
     */
    public @Nullable Resource resource(String type, String symbol, String name) {
        List<Resource> candidates = resources.stream()
                .filter(resource -> resource.type().equals(type.toLowerCase(Locale.ROOT)))
                .toList();
        List<Resource> bySymbol = candidates.stream()
                .filter(resource -> resource.symbol().equals(symbol))
                .toList();
        if (bySymbol.size() == 1) {
            return bySymbol.get(0);
        }
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        List<Resource> byName = candidates.stream()
                .filter(resource -> resource.entry().block() != null
                        && resource.entry().block().first("name") != null
                        && name.equals(resource.entry().block().first("name").text()))
                .toList();
        return byName.size() == 1 ? byName.get(0) : null;
    }

    /**
     * The resources of a type that a file itself declares, in its order, which is that of the compiled ones.
     *
     * @param type in lower case
     */
    public List<Resource> declared(String path, String type) {
        return resources.stream()
                .filter(resource ->
                        resource.path().equals(path) && resource.type().equals(type))
                .toList();
    }

    /** The modules that a file itself calls, in its order, which is that of the compiled ones. */
    public List<Module> modules(String path) {
        return modules.getOrDefault(path, List.of());
    }

    private void file(Path bicep, int depth) {
        if (depth > DEEPEST || ++files > MOST_FILES || !isOurs(bicep)) {
            return;
        }
        Block block;
        try {
            block = BicepScanner.scan(
                    ManifestFile.read(bicep, limits, workspace).text());
        } catch (SourceException unreadable) {
            // then findings point at the template
            return;
        }
        Map<String, Block.Entry> variables = new HashMap<>();
        for (Block.Entry entry : block.entries()) {
            if (entry.name().equals("var") && entry.labels().size() == 1) {
                variables.put(entry.labels().get(0), entry);
            }
        }
        Path folder = bicep.getParent();
        var called = new ArrayList<Module>();
        for (Block.Entry entry : block.entries()) {
            List<String> labels = entry.labels();
            if (entry.name().equals("resource") && labels.size() >= 2 && !labels.contains("existing")) {
                String type = labels.get(1).replaceAll("@.*", "").toLowerCase(Locale.ROOT);
                resources.add(new Resource(workspace.relative(bicep), labels.get(0), type, entry, variables));
            } else if (entry.name().equals("module") && labels.size() >= 2 && folder != null) {
                String module = module(folder, labels.get(1), depth);
                called.add(new Module(workspace.relative(bicep), labels.get(0), entry, variables, module));
            }
        }
        modules.put(workspace.relative(bicep), List.copyOf(called));
    }

    /** Reads a module; returns its path, or nothing where its text is elsewhere. */
    private String module(Path folder, String path, int depth) {
        try {
            // registries and template specs have a colon
            Path module = path.indexOf(':') >= 0 ? null : folder.resolve(path).normalize();
            if (module != null && isOurs(module)) {
                file(module, depth + 1);
                return workspace.relative(module);
            }
        } catch (InvalidPathException noPath) {
            // nothing is lost but a better line
            return "";
        }
        return "";
    }

    private boolean isOurs(Path path) {
        try {
            return Files.isRegularFile(path) && workspace.contains(path);
        } catch (IOException unreadable) {
            // nothing is lost but a better line
            return false;
        }
    }
}
