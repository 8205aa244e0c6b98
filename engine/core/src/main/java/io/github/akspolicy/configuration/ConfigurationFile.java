package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFolder;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;

/** Reads {@code aks-policy.yaml} and checks what can be checked without looking at anything else. */
final class ConfigurationFile {
    /** A configuration is written by hand. */
    private static final ReadLimits LIMITS = new ReadLimits(4 << 20, 100, 10_000, 1);

    private final Path file;
    private final Workspace workspace;
    private final KnownPolicies known;
    private final Problems problems;

    ConfigurationFile(Path file, Workspace workspace, KnownPolicies known, Problems problems) {
        this.file = file;
        this.workspace = workspace;
        this.known = known;
        this.problems = problems;
    }

    /**
     * @return what it says as far as it could be understood; the rest has been reported
     * @throws ConfigurationException when there is nothing to go on with: no file, no YAML, another version
     */
    Settings read() throws ConfigurationException {
        Field root = Field.root(document());
        checkVersion(root.get("schemaVersion"));
        new ShapeCheck(problems).check(ConfigurationSchema.shape(known), root);
        var paths = new PathResolver(Objects.requireNonNull(file.getParent()), workspace, problems);
        return new SettingsReader(known, problems, new ContextReader(paths, workspace, problems)).read(root);
    }

    private Node document() throws ConfigurationException {
        if (!Files.isRegularFile(file)) {
            problems.add(
                    Position.START,
                    Files.exists(file) ? "this is no file" : "there is no such configuration file",
                    "create it; two lines are enough to begin with: \"schemaVersion: 1\" and \"sources: [{manifests: k8s}]\"");
            problems.throwIfAny();
        }
        try {
            if (!workspace.contains(file)) {
                problems.add(Position.START, "the symbolic link leads out of the repository", "make it a file");
                problems.throwIfAny();
            }
            String text = ManifestFolder.read(file, LIMITS, workspace).text();
            var collected = new ArrayList<Node>();
            ManifestReader.yaml(text, LIMITS, new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    collected.add(root);
                }

                @Override
                public void problem(ManifestException problem) {
                    add(problem);
                }
            });
            problems.throwIfAny();
            if (!collected.isEmpty()) {
                return collected.get(0);
            }
            problems.add(Position.START, "the configuration is empty", "begin with \"schemaVersion: 1\"");
        } catch (SourceException unreadable) {
            unreadable.problems().forEach(problems::add);
        } catch (IOException unreadable) {
            problems.add(Position.START, "the file cannot be read", "");
        }
        problems.throwIfAny();
        throw new IllegalStateException("a configuration without document and without problem");
    }

    private void add(ManifestException problem) {
        Position at = problem.position();
        problems.add(at == null ? Position.START : at, problem.getMessage(), "");
    }

    /** Of another version nothing else can be said. */
    private void checkVersion(Field version) throws ConfigurationException {
        Long number = version.integer();
        if (number != null && number != ConfigurationSchema.VERSION) {
            problems.add(
                    version.place().value(),
                    "schemaVersion " + number + " is not supported: this version of aks-policy reads schemaVersion "
                            + ConfigurationSchema.VERSION,
                    number > ConfigurationSchema.VERSION ? "use a newer aks-policy" : "");
            problems.throwIfAny();
        }
    }
}
