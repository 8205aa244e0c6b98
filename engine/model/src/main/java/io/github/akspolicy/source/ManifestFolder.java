package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Manifests that are deployed as they stand: a folder of them, or one file. Files are handed over one at a time. */
public final class ManifestFolder implements Release {
    private final ReleaseId id;
    private final @Nullable String namespace;
    private final Supplier<FolderWalk> content;
    private final ReadLimits limits;
    private final Workspace workspace;
    private final List<NotEvaluated> passedOver;
    private final List<String> notes;
    private final UnaryOperator<ManifestFile> reading;

    /**
     * @param namespace see {@link Release#namespace()}
     * @param content what is deployed; asked each time the release is read
     * @param limits for each file
     */
    public ManifestFolder(
            ReleaseId id,
            @Nullable String namespace,
            Supplier<FolderWalk> content,
            ReadLimits limits,
            Workspace workspace) {
        this(id, namespace, content, limits, workspace, List.of(), List.of(), UnaryOperator.identity());
    }

    private ManifestFolder(
            ReleaseId id,
            @Nullable String namespace,
            Supplier<FolderWalk> content,
            ReadLimits limits,
            Workspace workspace,
            List<NotEvaluated> passedOver,
            List<String> notes,
            UnaryOperator<ManifestFile> reading) {
        this.id = id;
        this.reading = reading;
        this.passedOver = List.copyOf(passedOver);
        this.notes = List.copyOf(notes);
        this.namespace = namespace;
        this.content = content;
        this.limits = limits;
        this.workspace = workspace;
    }

    /**
     * This folder as a scan found it.
     *
     * @param others what was passed over in finding its files
     * @param remarks what a reader should know about it and nothing is wrong with
     * @param part what of a file is evaluated, with the lines of the file
     */
    public ManifestFolder scanned(List<NotEvaluated> others, List<String> remarks, UnaryOperator<ManifestFile> part) {
        return new ManifestFolder(id, namespace, content, limits, workspace, others, remarks, part);
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    @Override
    public @Nullable String namespace() {
        return namespace;
    }

    @Override
    public void read(Receiver receiver) {
        FolderWalk walk = content.get();
        walk.problems().forEach(receiver::problem);
        for (Path chart : walk.charts()) {
            String path = workspace.relative(chart);
            receiver.problem(Problem.at(
                    workspace.start(chart.resolve("Chart.yaml")),
                    path + " is a Helm chart among plain manifests: it was not evaluated",
                    "add \"chart: " + path + "\" to the sources, or exclude it"));
        }
        passedOver.forEach(receiver::notEvaluated);
        notes.forEach(receiver::note);
        new PassedOverFolders(workspace).of(walk.hidden(), "hidden").forEach(receiver::notEvaluated);
        var others = new PassedOverFiles(workspace);
        others.of(walk.others(), Set.of()).forEach(receiver::notEvaluated);
        Kustomizations kustomizations = Kustomizations.of(walk, workspace);
        List<Path> files = walk.files();
        kustomizations.notEvaluated(files).forEach(receiver::notEvaluated);
        for (Path file : files) {
            if (kustomizations.isNoObject(file)) {
                continue;
            }
            try {
                ManifestFile manifest = ManifestFile.read(file, limits, workspace);
                NotEvaluated kustomization = others.kustomization(manifest);
                if (kustomization == null) {
                    receiver.file(reading.apply(manifest));
                } else {
                    receiver.notEvaluated(kustomization);
                }
            } catch (SourceException unreadable) {
                unreadable.problems().forEach(receiver::problem);
            }
        }
    }
}
