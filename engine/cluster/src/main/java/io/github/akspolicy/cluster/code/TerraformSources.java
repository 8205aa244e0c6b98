package io.github.akspolicy.cluster.code;

import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code .tf} files beside a plan, and those of its local modules. */
public final class TerraformSources {
    private static final int MOST_FILES = 1_000;

    /** The modules in each other that are read at most. */
    public static final int DEEPEST = 20;

    private final Workspace workspace;
    private final ReadLimits limits;
    private final Map<String, Located> resources = new HashMap<>();
    private int files;

    /**
     * A block with its place.
     *
     * @param path of the file, relative to the repository
     */
    public record Located(String path, Block.Entry entry) {}

    private TerraformSources(Workspace workspace, ReadLimits limits) {
        this.workspace = workspace;
        this.limits = limits;
    }

    /** The sources in a folder; empty when there are none. */
    public static TerraformSources of(@Nullable Path folder, Workspace workspace, ReadLimits limits) {
        var sources = new TerraformSources(workspace, limits);
        if (folder != null) {
            sources.folder(folder, "", 0);
        }
        return sources;
    }

    /** The block of a resource by its address without indexes, or null. */
    public @Nullable Located resource(String address) {
        return resources.get(address);
    }

    private void folder(Path folder, String prefix, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        List<Path> here;
        try (Stream<Path> entries = Files.list(folder)) {
            here = entries.filter(file -> file.toString().endsWith(".tf") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            // then findings point at the plan
            return;
        }
        for (Path file : here) {
            if (++files <= MOST_FILES && workspaceHolds(file)) {
                file(file, folder, prefix, depth);
            }
        }
    }

    private boolean workspaceHolds(Path path) {
        try {
            return workspace.contains(path);
        } catch (IOException unreadable) {
            // nothing is lost but a better line
            return false;
        }
    }

    private void file(Path file, Path folder, String prefix, int depth) {
        Block block;
        try {
            block = Block.of(
                    Parser.file(ManifestFile.read(file, limits, workspace).text()));
        } catch (SourceException | HclException unreadable) {
            // then findings point at the plan
            return;
        }
        String path = workspace.relative(file);
        for (Block.Entry entry : block.entries()) {
            List<String> labels = entry.labels();
            if (entry.name().equals("resource") && labels.size() == 2) {
                resources.putIfAbsent(prefix + labels.get(0) + "." + labels.get(1), new Located(path, entry));
            } else if (entry.name().equals("module") && labels.size() == 1 && entry.block() != null) {
                String inner = prefix + "module." + labels.get(0) + ".";
                resources.putIfAbsent(inner, new Located(path, entry));
                Block.Entry source = entry.block().first("source");
                Path module = source == null ? null : local(folder, source.text());
                if (module != null) {
                    folder(module, inner, depth + 1);
                }
            }
        }
    }

    private @Nullable Path local(Path folder, @Nullable String source) {
        if (source == null || !source.startsWith("./") && !source.startsWith("../")) {
            return null;
        }
        try {
            Path module = folder.resolve(source).normalize();
            return Files.isDirectory(module) && workspaceHolds(module) ? module : null;
        } catch (InvalidPathException noPath) {
            return null;
        }
    }
}
