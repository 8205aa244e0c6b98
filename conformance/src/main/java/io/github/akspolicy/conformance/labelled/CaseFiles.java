package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.cluster.DefinitionReader;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The manifests of one case as a release in the namespace {@code default}, where upstream's tests run too.
 *
 * @param around a manifest of what the case takes for granted, such as its namespace; empty for nothing
 * @param format {@code kubernetes}, {@code arm-json}, {@code terraform-json}
 */
record CaseFiles(String caseId, List<Path> files, String around, String format) implements Release {
    /** The formats that are read. */
    static final Set<String> FORMATS = Set.of("kubernetes", "arm-json", "terraform-json");

    static final String NAMESPACE = "default";

    CaseFiles(String caseId, List<Path> files) {
        this(caseId, files, "", "kubernetes");
    }

    /** The files of a case in the words of {@link #FORMATS}. */
    static CaseFiles of(String caseId, List<Path> files, String format) {
        return new CaseFiles(caseId, files, "", format);
    }

    @Override
    public ReleaseId id() {
        return new ReleaseId(NAMESPACE, caseId, caseId);
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        if (!around.isEmpty()) {
            receiver.file(ManifestFile.asWritten("around.yaml", around));
        }
        for (Path file : files) {
            if (!format.equals("kubernetes")) {
                Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
                var request = new ClusterRequest(file, List.of(), ReadLimits.DEFAULT, Workspace.of(folder));
                new DefinitionReader().read(request, receiver);
                continue;
            }
            String path = file.toString();
            try {
                String text = ManifestReader.decode(Files.readAllBytes(file));
                receiver.file(ManifestFile.asWritten(path, text));
            } catch (IOException | ManifestException e) {
                throw new SourceException(Problem.of(file + " cannot be read: " + e));
            }
        }
    }
}
