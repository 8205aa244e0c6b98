package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The policies in the files that a configuration names under {@code policyFiles}. They are read before the rest is checked,
 * which may name them.
 */
final class PolicyFiles {
    private final ClassLoader loader;
    private final Workspace workspace;
    private final PathResolver paths;
    private final Problems problems;

    PolicyFiles(Path configuration, ClassLoader loader, Workspace workspace, Problems problems) {
        this.loader = loader;
        this.workspace = workspace;
        this.problems = problems;
        Path folder = configuration.toAbsolutePath().normalize().getParent();
        this.paths = new PathResolver(folder == null ? configuration : folder, workspace, problems);
    }

    /** Adds the policies of every file that is named, or lies in a folder that is. */
    void addTo(KnownPolicies known, Field named) {
        for (Field entry : named.items()) {
            String text = entry.string();
            if (text == null) {
                continue; // the check of the shape tells
            }
            SourceLocation at = problems.locate(entry.place().value());
            Path path = paths.existing(new Located<>(text, at), "policy file");
            if (path != null) {
                add(known, path, text, at);
            }
        }
    }

    private void add(KnownPolicies known, Path path, String text, SourceLocation at) {
        PolicyReader reader = reader(at);
        if (reader == null) {
            return;
        }
        List<Path> files = Files.isDirectory(path)
                ? FolderWalk.of(path, file -> false, workspace).files().stream()
                        .filter(file -> file.toString().endsWith(PolicyReader.SUFFIX))
                        .toList()
                : List.of(path);
        if (files.isEmpty()) {
            problems.add(
                    at,
                    "the folder " + ShapeCheck.quote(text) + " holds no policy file",
                    "the names of policy files end in " + PolicyReader.SUFFIX);
        }
        for (Path file : files) {
            PolicyReader.PolicyFile content = reader.read(file, workspace);
            content.problems().forEach(problems::add);
            known.addNamed(content.policies(), at);
        }
    }

    private @Nullable PolicyReader reader(SourceLocation at) {
        try {
            PolicyReader reader =
                    ServiceLoader.load(PolicyReader.class, loader).findFirst().orElse(null);
            if (reader == null) {
                problems.add(new Problem(
                        "policy files cannot be read: there is no reader on the class path",
                        at,
                        "add io.github.akspolicy:aks-policy-policyfiles"));
            }
            return reader;
        } catch (ServiceConfigurationError broken) {
            problems.add(new Problem("policy files cannot be read: " + broken.getMessage(), at, ""));
            return null;
        }
    }
}
