package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.EmbeddedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names the files that say what is deployed and that no reader reads as they stand: files of other notations and tools by their
 * names, all others by what is in them. What is in neither way about a cluster is not named.
 */
public final class PassedOverFiles {
    /** Longer files than a manifest can be are data. */
    private static final int LONGEST = 2 << 20;

    /** How a file begins that Ansible has encrypted. */
    private static final String VAULT = "$ANSIBLE_VAULT;";

    private static final String KUSTOMIZATION = "Kustomization";

    private final Workspace workspace;

    public PassedOverFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Whether the name of a file says which tool it is of. */
    public static boolean isNamed(Path file) {
        return Kustomizations.NAMES.contains(String.valueOf(file.getFileName()))
                || FileNotation.of(file).isPresent();
    }

    /** Whether a line is about a template, of which the chart around it may make something. */
    public static boolean isTemplate(NotEvaluated line) {
        return line.fault().equals(FileNotation.TEMPLATE.fault());
    }

    /** Whether a line is about a compose file. */
    public static boolean isCompose(NotEvaluated line) {
        return line.fault().equals(FileNotation.COMPOSE.fault());
    }

    /** Whether a walk keeps a file of this name apart from the manifests. */
    static boolean mayBe(String name) {
        return !IrrelevantFiles.contain(name) || FileNotation.of(Path.of(name)).isPresent();
    }

    /**
     * The lines about files that are not YAML or JSON.
     *
     * @param files of names that {@link #mayBe}, sorted
     * @param definitions the files that are evaluated as definitions of clusters
     */
    public List<NotEvaluated> of(List<Path> files, Set<Path> definitions) {
        return files.stream()
                .map(file -> line(file, definitions))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable NotEvaluated line(Path file, Set<Path> definitions) {
        if (definitions.contains(file)) {
            return null;
        }
        FileNotation notation = FileNotation.of(file).orElse(null);
        if (notation != null) {
            return notation.isCovered(file, definitions) ? null : line(file, notation);
        }
        if (String.valueOf(file.getFileName()).equals(KUSTOMIZATION)) {
            return kustomization(file);
        }
        if (ArchiveEntries.isArchive(file, workspace)) {
            return ArchiveEntries.mayHoldManifests(file, workspace)
                    ? line(file, "an archive is not opened", "unpack it, and evaluate what is deployed")
                    : null;
        }
        return holdsObject(file)
                ? line(
                        file,
                        "it holds lines of a manifest, and its name is not that of one",
                        "evaluate what its tool makes of it, or name it .yaml")
                : null;
    }

    private boolean holdsObject(Path file) {
        try {
            return workspace.size(file) <= LONGEST
                    && EmbeddedObjects.looksLikeObject(ManifestFile.read(file, ReadLimits.DEFAULT, workspace)
                            .text());
        } catch (SourceException | IOException binary) {
            return false;
        }
    }

    /**
     * The line about a file of YAML or JSON that is no manifest: a kustomization without its kind, what another tool deploys, or
     * what holds objects that something else creates.
     *
     * @return null for every other file
     */
    public @Nullable NotEvaluated other(ManifestFile file) {
        Path path = workspace.root().resolve(file.path());
        if (Kustomizations.NAMES.contains(String.valueOf(path.getFileName()))) {
            return kustomization(path);
        }
        FileNotation notation = FileNotation.of(path).orElse(null);
        Documents documents = Documents.of(file);
        boolean isTemplate = documents.isBroken()
                && (file.text().contains("{{") || file.text().contains("{%"));
        if (notation == FileNotation.COMPOSE
                && !isTemplate
                && documents.all().stream().noneMatch(PassedOverFiles::isCompose)) {
            // its name alone may be that of anything
            notation = null;
        }
        if (notation == null) {
            notation = isTemplate
                    ? ofTemplate(path)
                    : documents.all().stream()
                            .flatMap(document -> ofContent(document).stream())
                            .findFirst()
                            .orElse(null);
        }
        if (notation != null) {
            return line(path, notation);
        }
        if (file.text().startsWith(VAULT)) {
            return line(path, FileNotation.ENCRYPTED);
        }
        return documents.all().stream()
                        .filter(document -> !isTest(document))
                        .map(Field::node)
                        .filter(Objects::nonNull)
                        .anyMatch(EmbeddedObjects::isInDocument)
                ? line(
                        path,
                        "it holds an object that something else creates",
                        "evaluate the manifests that are created")
                : null;
    }

    /**
     * The line about a kustomization that leaves out its kind, as kustomize allows.
     *
     * @return null for every other file, and for one that holds a manifest, too
     */
    @Nullable
    NotEvaluated kustomization(ManifestFile file) {
        Path path = workspace.root().resolve(file.path());
        return Kustomizations.NAMES.contains(String.valueOf(path.getFileName()))
                        && ManifestDetection.of(file) == ManifestDetection.Result.OTHER
                ? kustomization(path)
                : null;
    }

    /** What can be read of a file, and whether that is all of it. */
    private record Documents(List<Field> all, boolean isBroken) {
        static Documents of(ManifestFile file) {
            var documents = new ArrayList<Field>();
            var problems = new ArrayList<ManifestException>();
            var receiver = new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    documents.add(Field.root(root));
                }

                @Override
                public void problem(ManifestException problem) {
                    problems.add(problem);
                }
            };
            if (file.path().endsWith(".json")) {
                ManifestReader.json(file.text(), ReadLimits.DEFAULT, receiver);
            } else {
                ManifestReader.yaml(file.text(), ReadLimits.DEFAULT, receiver);
            }
            return new Documents(documents, !problems.isEmpty());
        }
    }

    /** A file of a folder of helmfiles, or of any other template. */
    private static FileNotation ofTemplate(Path file) {
        Path folder = file.getParent();
        return folder != null && folder.endsWith("helmfile.d") ? FileNotation.HELMFILE : FileNotation.TEMPLATE;
    }

    /** Whether a document is one of a compose file, such as one that overrides another. */
    private static boolean isCompose(Field document) {
        return !document.get("services").fields().isEmpty()
                || document.get("include").isPresent();
    }

    /** A test of a chart, which says what helm-unittest is to find. */
    private static boolean isTest(Field document) {
        return document.get("tests").items().stream()
                .anyMatch(test -> test.get("asserts").isPresent());
    }

    private static Optional<FileNotation> ofContent(Field document) {
        boolean isCompose = document.get("services").fields().stream()
                .anyMatch(service -> service.get("image").isPresent()
                        || service.get("build").isPresent()
                        || service.get("extends").isPresent());
        boolean isHelmfile = Stream.of("releases", "helmfiles")
                .flatMap(key -> document.get(key).items().stream())
                .anyMatch(release ->
                        release.get("chart").isPresent() || release.get("path").isPresent());
        return isCompose
                ? Optional.of(FileNotation.COMPOSE)
                : isHelmfile ? Optional.of(FileNotation.HELMFILE) : Optional.empty();
    }

    /**
     * The line about a file of a manifest's name that is no text and holds no manifest, as far as kubectl would read it.
     *
     * @return null for every other file
     */
    public @Nullable NotEvaluated binary(Path file) {
        byte[] bytes;
        try (InputStream in = workspace.open(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException unreadable) {
            return null;
        }
        if (bytes.length > LONGEST || isText(bytes)) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        var read = ManifestFile.asWritten(workspace.relative(file), end < 0 ? text : text.substring(0, end));
        return switch (ManifestDetection.of(read)) {
            case OTHER, ENCRYPTED -> line(file, "the file is neither text nor a manifest", "");
            case MANIFEST, BROKEN -> null;
        };
    }

    private static boolean isText(byte[] bytes) {
        try {
            ManifestReader.decode(bytes);
            return true;
        } catch (ManifestException binary) {
            return false;
        }
    }

    private NotEvaluated line(Path file, FileNotation notation) {
        Path folder = file.getParent();
        return line(
                file,
                notation.fault(),
                notation.fix(workspace.relative(file), workspace.relative(folder == null ? file : folder)));
    }

    private NotEvaluated line(Path file, String fault, String fix) {
        return new NotEvaluated(workspace.relative(file), fault, workspace.start(file), fix);
    }

    private NotEvaluated kustomization(Path file) {
        return Kustomizations.notEvaluated(file, workspace);
    }
}
