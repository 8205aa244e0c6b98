package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads {@code aks-policy.yaml} and checks what can be checked without looking at anything else.
 *
 * @param known gets the policies of the files that the configuration names, too
 */
record ConfigurationFile(
        Path file, Workspace workspace, KnownPolicies known, PolicyFiles policyFiles, Problems problems) {
    /** In characters: a configuration is written by hand. */
    private static final int LONGEST = 4 << 20;

    /**
     * @return what it says as far as it could be understood; the rest has been reported
     * @throws ConfigurationException when there is nothing to go on with: no file, no YAML, another version
     */
    Settings read() throws ConfigurationException {
        Field root = Field.root(document());
        checkVersion(root.get("schemaVersion"));
        policyFiles.addTo(known, root.get("policyFiles"));
        new ShapeCheck(problems, known.hasBuiltIn()).check(ConfigurationSchema.shape(known), root);
        var paths = new PathResolver(Objects.requireNonNull(file.getParent()), workspace, problems);
        return new SettingsReader(known, problems, new ContextReader(paths, workspace, problems)).read(root);
    }

    private Node document() throws ConfigurationException {
        if (!Files.isRegularFile(file)) {
            problems.add(
                    Position.START,
                    Files.exists(file) ? "the configuration is not a file" : "configuration file not found",
                    CommandText.command("init")
                            + " writes one from what is here; or begin with the lines \"schemaVersion: 1\" and \"sources: [{manifests: k8s}]\"");
            problems.throwIfAny();
        }
        Node document = DocumentFile.read(file, LONGEST, workspace, problems);
        if (document == null && problems.isEmpty()) {
            problems.add(Position.START, "the configuration is empty", "begin with \"schemaVersion: 1\"");
        }
        problems.throwIfAny();
        return Objects.requireNonNull(document, "a configuration without document and without problem");
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
