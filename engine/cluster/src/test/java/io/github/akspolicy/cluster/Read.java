package io.github.akspolicy.cluster;

import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the reader makes of definitions that a test writes. */
final class Read implements Release.Receiver {
    final List<ManifestFile> files = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    final List<NotEvaluated> notEvaluated = new ArrayList<>();

    static Read of(Path folder, String name, String text, Path... parameters) {
        return of(folder, name, text, ReadLimits.DEFAULT, parameters);
    }

    static Read of(Path folder, String name, String text, ReadLimits limits, Path... parameters) {
        return of(new DefinitionReader(), folder, name, text, limits, parameters);
    }

    private static Read of(
            DefinitionReader reader, Path folder, String name, String text, ReadLimits limits, Path... parameters) {
        return of(reader, folder, name, text, limits, false, parameters);
    }

    static Read of(
            DefinitionReader reader,
            Path folder,
            String name,
            String text,
            ReadLimits limits,
            boolean isCompiled,
            Path... parameters) {
        var read = new Read();
        try {
            Path file = folder.resolve(name);
            Files.writeString(file, text);
            var workspace = Workspace.of(folder);
            reader.read(new ClusterRequest(file, List.of(parameters), limits, workspace, isCompiled), read);
        } catch (SourceException broken) {
            read.problems.addAll(broken.problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    /** An ARM template around resources, parameters and variables. */
    static String template(String parts) {
        return "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n"
                + parts + "}";
    }

    List<Resource> resources() {
        return files.stream().flatMap(file -> file.resources().stream()).toList();
    }

    ManagedCluster cluster() {
        return resources().stream()
                .flatMap(resource -> ManagedCluster.of(resource).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cluster: " + problems));
    }

    List<AgentPool> pools() {
        return resources().stream()
                .flatMap(resource -> AgentPool.of(resource).stream())
                .toList();
    }

    List<String> told() {
        return problems.stream().map(Problem::toString).toList();
    }

    @Override
    public void file(ManifestFile file) {
        files.add(file);
    }

    @Override
    public void notEvaluated(NotEvaluated passedOver) {
        notEvaluated.add(passedOver);
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }
}
