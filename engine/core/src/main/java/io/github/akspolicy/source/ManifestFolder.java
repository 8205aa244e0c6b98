package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Manifests that are deployed as they stand: a folder of them, or one file. Files are handed over one at a time. */
public final class ManifestFolder implements Release {
    /** No character of UTF-8 needs more bytes for one UTF-16 unit, so that a longer file is too long in any case. */
    private static final long BYTES_PER_CHARACTER = 3;

    private final ReleaseId id;
    private final @Nullable String namespace;
    private final Supplier<FolderWalk> content;
    private final ReadLimits limits;
    private final Workspace workspace;
    private final List<NotEvaluated> passedOver;

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
        this(id, namespace, content, limits, workspace, List.of());
    }

    private ManifestFolder(
            ReleaseId id,
            @Nullable String namespace,
            Supplier<FolderWalk> content,
            ReadLimits limits,
            Workspace workspace,
            List<NotEvaluated> passedOver) {
        this.id = id;
        this.passedOver = List.copyOf(passedOver);
        this.namespace = namespace;
        this.content = content;
        this.limits = limits;
        this.workspace = workspace;
    }

    /** This folder, which names what was passed over in finding its files. */
    public ManifestFolder with(List<NotEvaluated> others) {
        return new ManifestFolder(id, namespace, content, limits, workspace, others);
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
                    FolderWalk.start(chart.resolve("Chart.yaml"), workspace),
                    path + " is a Helm chart among plain manifests: it was not evaluated",
                    "add \"chart: " + path + "\" to the sources, or exclude it"));
        }
        passedOver.forEach(receiver::notEvaluated);
        new PassedOverFolders(workspace).of(walk.hidden(), "hidden").forEach(receiver::notEvaluated);
        var others = new PassedOverFiles(workspace);
        others.of(walk.others(), Set.of()).forEach(receiver::notEvaluated);
        for (Path file : walk.files()) {
            try {
                ManifestFile manifest = read(file, limits, workspace);
                NotEvaluated kustomization = others.kustomization(manifest);
                if (kustomization == null) {
                    receiver.file(manifest);
                } else {
                    receiver.notEvaluated(kustomization);
                }
            } catch (SourceException unreadable) {
                unreadable.problems().forEach(receiver::problem);
            }
        }
    }

    /**
     * Reads one manifest file.
     *
     * @throws SourceException when it cannot be read, is too large or is no text
     */
    public static ManifestFile read(Path file, ReadLimits limits, Workspace workspace) throws SourceException {
        String path = workspace.relative(file);
        SourceLocation start = FolderWalk.start(file, workspace);
        try {
            if (workspace.size(file) / BYTES_PER_CHARACTER > limits.maxCharacters()) {
                throw new SourceException(Problem.at(
                        start,
                        "the file is longer than " + limits.maxCharacters() + " characters",
                        "split it, exclude it, or raise limits.maxCharacters"));
            }
            String text;
            try (InputStream in = workspace.open(file)) {
                text = ManifestReader.decode(in.readAllBytes());
            }
            return ManifestFile.asWritten(path, text);
        } catch (ManifestException undecodable) {
            Position at = undecodable.position();
            throw new SourceException(Problem.at(
                    at == null ? start : new SourceLocation(path, at.line(), at.column(), SourceLocation.Role.MANIFEST),
                    undecodable.getMessage(),
                    ""));
        } catch (IOException unreadable) {
            throw new SourceException(Problem.at(start, "the file cannot be read: " + reason(unreadable), ""));
        }
    }

    /** Why a file or folder cannot be read, without its absolute path. */
    static String reason(Exception unreadable) {
        if (unreadable instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (unreadable instanceof NoSuchFileException) {
            return "it does not exist";
        }
        return unreadable.getClass().getSimpleName();
    }
}
