package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.ForEnvironment;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Settings.SourceSettings;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.source.ClusterReader;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which version of Kubernetes environments run by the definitions of their clusters. What cannot be read here says so when it
 * is evaluated, and so does Bicep that cannot be compiled; the reader compiles it once.
 */
final class ClusterVersions {
    private final Path folder;
    private final Workspace workspace;
    private final @Nullable ClusterReader reader;

    ClusterVersions(Path folder, Workspace workspace, ClusterReaders readers) {
        this.folder = folder;
        this.workspace = workspace;
        this.reader = readers.find();
    }

    /** The environments, each with the version of its clusters where these agree and the configuration says none. */
    List<EnvironmentSettings> of(Settings settings, List<EnvironmentSettings> environments) {
        boolean hasClusters =
                settings.sources().stream().anyMatch(source -> source.kind().isDefinition());
        return reader == null || !hasClusters
                ? environments
                : environments.stream()
                        .map(environment -> running(settings, environment))
                        .toList();
    }

    private EnvironmentSettings running(Settings settings, EnvironmentSettings environment) {
        Set<String> versions = new TreeSet<>();
        Located<String> first = null;
        if (environment.kubeVersion() == null) {
            for (SourceSettings source : settings.sources()) {
                if (source.kind().isDefinition() && joins(source, environment.name())) {
                    for (String version : versions(settings, source, environment.name())) {
                        versions.add(version);
                        first = new Located<>(version, source.path().at());
                    }
                }
            }
        }
        return versions.size() == 1 && first != null ? environment.running(first) : environment;
    }

    private static boolean joins(SourceSettings source, String environment) {
        return source.environments() == null
                || source.environments().stream().anyMatch(name -> name.value().equals(environment));
    }

    private List<String> versions(Settings settings, SourceSettings source, String environment) {
        Path definition = folder.resolve(source.path().value());
        if (!isDefinition(source, definition)) {
            return List.of();
        }
        var parameters = new ArrayList<Path>();
        for (ForEnvironment<Located<String>> file : source.values()) {
            Path path = folder.resolve(file.value().value());
            if (file.concerns(environment) && isReadable(path)) {
                parameters.add(path);
            }
        }
        var versions = new ArrayList<String>();
        try {
            reading()
                    .read(
                            new ClusterRequest(
                                    definition, parameters, settings.limits(), workspace, source.bicepCompiler()),
                            collecting(versions));
        } catch (SourceException unreadable) {
            return List.of();
        }
        return versions;
    }

    private boolean isDefinition(SourceSettings source, Path definition) {
        if (source.kind() == SourceSettings.Kind.TERRAFORM) {
            return isInside(definition) && Files.isDirectory(definition);
        }
        String name = definition.toString();
        return (name.endsWith(".json") || name.endsWith(".bicep")) && isReadable(definition);
    }

    private ClusterReader reading() {
        return Objects.requireNonNull(reader);
    }

    private boolean isReadable(Path file) {
        return Files.isRegularFile(file) && isInside(file);
    }

    private boolean isInside(Path file) {
        try {
            return workspace.contains(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Release.Receiver collecting(List<String> versions) {
        return new Release.Receiver() {
            @Override
            public void file(ManifestFile file) {
                List<Resource> resources = file.resources();
                if (resources != null) {
                    resources.forEach(resource -> add(resource, versions));
                }
            }

            @Override
            public void problem(Problem problem) {
                // reported where it is evaluated
            }
        };
    }

    private static void add(Resource resource, List<String> versions) {
        for (ManagedCluster cluster : ManagedCluster.of(resource)) {
            Setting version = cluster.get(ClusterProperties.KUBERNETES_VERSION);
            String text = version.textOrEmpty();
            if (version.isSet() && Lifecycle.minor(text).isPresent()) {
                versions.add(text);
            }
        }
    }
}
