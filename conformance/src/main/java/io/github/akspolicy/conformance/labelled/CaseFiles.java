package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The manifests of one case as a release in the namespace {@code default}, where upstream's tests run too.
 *
 * @param around a manifest of what the case takes for granted, such as its namespace; empty for nothing
 */
record CaseFiles(String caseId, List<Path> files, String around) implements Release {
    static final String NAMESPACE = "default";

    CaseFiles(String caseId, List<Path> files) {
        this(caseId, files, "");
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
    public List<String> provided() {
        return List.of();
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        if (!around.isEmpty()) {
            receiver.file(new ManifestFile(
                    "around.yaml", around, OriginMap.identity("around.yaml", SourceLocation.Role.MANIFEST)));
        }
        for (Path file : files) {
            String path = file.toString();
            try {
                String text = ManifestReader.decode(Files.readAllBytes(file));
                receiver.file(new ManifestFile(path, text, OriginMap.identity(path, SourceLocation.Role.MANIFEST)));
            } catch (IOException | ManifestException e) {
                throw new SourceException(Problem.of(file + " cannot be read: " + e));
            }
        }
    }
}
