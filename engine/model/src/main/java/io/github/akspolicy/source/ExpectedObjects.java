package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files in which a test of a controller says what it expects in the cluster: parts of objects, of which nothing is deployed.
 * KUTTL goes by their names, {@code 01-assert.yaml}; a test of Chainsaw names them. Sources: kuttl.dev, "Asserts and errors";
 * kyverno.github.io/chainsaw, operations "assert" and "error" (2026-11).
 */
public final class ExpectedObjects {
    private static final Pattern KUTTL = Pattern.compile("[0-9]+-(?:assert|errors)\\.ya?ml");
    private static final Set<String> CHAINSAW = Set.of("chainsaw-test.yaml", "chainsaw-test.yml");
    private static final List<String> OPERATIONS = List.of("assert", "error");
    private static final List<String> PHASES = List.of("try", "catch", "finally", "cleanup");

    private final Workspace workspace;
    private final Set<Path> named = new HashSet<>();

    private ExpectedObjects(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Those of a walk. */
    public static ExpectedObjects of(FolderWalk walk, Workspace workspace) {
        var expected = new ExpectedObjects(workspace);
        walk.files().stream()
                .filter(file -> CHAINSAW.contains(String.valueOf(file.getFileName())))
                .forEach(expected::read);
        return expected;
    }

    private void read(Path test) {
        try {
            String text = ManifestFile.read(test, ReadLimits.DEFAULT, workspace).text();
            ManifestReader.yaml(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    add(test, Field.root(root).get("spec"));
                }

                @Override
                public void problem(ManifestException problem) {
                    // what can be read of it counts
                }
            });
        } catch (SourceException unreadable) {
            // where it is evaluated, that says why
            return;
        }
    }

    private void add(Path test, Field spec) {
        for (Field step : spec.get("steps").items()) {
            for (String phase : PHASES) {
                for (Field operation : step.get(phase).items()) {
                    for (String expectation : OPERATIONS) {
                        String file = operation.get(expectation).get("file").stringOr("");
                        if (!file.isEmpty()) {
                            named.add(test.resolveSibling(file).toAbsolutePath().normalize());
                        }
                    }
                }
            }
        }
    }

    /** Whether a file says what a test expects. */
    public boolean isExpectation(Path file) {
        return KUTTL.matcher(String.valueOf(file.getFileName())).matches()
                || named.contains(file.toAbsolutePath().normalize());
    }

    /** The line about those of some files, if there are any. */
    public List<NotEvaluated> notEvaluated(List<Path> files) {
        List<NotEvaluated.Subject> subjects = files.stream()
                .filter(this::isExpectation)
                .map(file -> new NotEvaluated.Subject(workspace.relative(file), workspace.start(file)))
                .toList();
        return subjects.isEmpty()
                ? List.of()
                : List.of(new NotEvaluated(subjects, "a test expects it in a cluster; it deploys nothing", ""));
    }
}
