package io.github.akspolicy.source;

import io.github.akspolicy.spi.ManifestFile;
import io.github.akspolicy.spi.NotEvaluated;
import io.github.akspolicy.spi.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the files that say what is deployed and that no reader reads as they stand: Bicep and Terraform are evaluated as what
 * their tools make of them, kustomizations as what they render.
 */
public final class PassedOverFiles {
    private static final Set<String> KUSTOMIZATIONS =
            Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /** What the JSON of a plan or a state has, and no other definition of a cluster. */
    private static final Pattern PLAN = Pattern.compile("\"(?:planned_values|terraform_version)\"\\s*:");

    private final Workspace workspace;

    public PassedOverFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /** A notation that is compiled before it is evaluated. */
    private enum Notation {
        BICEP(".bicep", "Bicep file", "az bicep build --file %s") {
            @Override
            boolean isCovered(Path file, Set<Path> definitions) {
                return definitions.contains(compiled(file));
            }
        },
        BICEP_PARAMETERS(".bicepparam", "Bicep parameter file", "az bicep build-params --file %s") {
            @Override
            boolean isCovered(Path file, Set<Path> definitions) {
                return Files.exists(compiled(file));
            }
        },
        TERRAFORM(".tf", "Terraform file", "terraform -chdir=%2$s show -json PLAN > plan.json") {
            @Override
            boolean isCovered(Path file, Set<Path> definitions) {
                // a plan says what all files of its folder deploy
                return definitions.stream()
                        .anyMatch(definition -> parent(definition).equals(parent(file)) && isPlan(definition));
            }

            private static boolean isPlan(Path definition) {
                try {
                    return PLAN.matcher(Files.readString(definition)).find();
                } catch (IOException unreadable) {
                    return false;
                }
            }
        };

        private final String suffix;
        private final String noun;
        private final String command;

        Notation(String suffix, String noun, String command) {
            this.suffix = suffix;
            this.noun = noun;
            this.command = command;
        }

        /** Whether what the tool makes of the file is evaluated. */
        abstract boolean isCovered(Path file, Set<Path> definitions);

        Path compiled(Path file) {
            String name = String.valueOf(file.getFileName());
            return file.resolveSibling(name.substring(0, name.length() - suffix.length()) + ".json");
        }

        static Optional<Notation> of(Path file) {
            String name = String.valueOf(file.getFileName());
            for (Notation notation : values()) {
                if (name.endsWith(notation.suffix)) {
                    return Optional.of(notation);
                }
            }
            return Optional.empty();
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** Whether a walk keeps a file of this name apart from the manifests. */
    static boolean isNamed(String name) {
        return Notation.of(Path.of(name)).isPresent() || name.equals("Kustomization");
    }

    /**
     * One line for each folder and notation, and one for each kustomization whose name has no suffix.
     *
     * @param files of such names, sorted
     * @param definitions the files that are evaluated as definitions of clusters
     */
    public List<NotEvaluated> of(List<Path> files, Set<Path> definitions) {
        var lines = new ArrayList<NotEvaluated>();
        Map<Path, Map<Notation, List<Path>>> byFolder = new TreeMap<>();
        for (Path file : files) {
            Notation notation = Notation.of(file).orElse(null);
            if (notation == null) {
                lines.add(kustomization(file));
            } else if (!notation.isCovered(file, definitions)) {
                byFolder.computeIfAbsent(parent(file), unused -> new TreeMap<>())
                        .computeIfAbsent(notation, unused -> new ArrayList<>())
                        .add(file);
            }
        }
        byFolder.forEach(
                (folder, notations) -> notations.forEach((notation, some) -> lines.add(line(folder, notation, some))));
        return lines;
    }

    private NotEvaluated line(Path folder, Notation notation, List<Path> files) {
        boolean isOne = files.size() == 1;
        String first = workspace.relative(files.get(0));
        return new NotEvaluated(
                (isOne ? "a " + notation.noun : files.size() + " " + notation.noun + "s") + " in "
                        + workspace.relative(folder) + (isOne ? " is" : " are")
                        + " evaluated as what the tool makes of "
                        + (isOne ? "it" : "them") + ", which is not there",
                workspace.start(files.get(0)),
                "run " + notation.command.formatted(first, workspace.relative(folder))
                        + " and evaluate what it writes");
    }

    /**
     * The line about a kustomization that leaves out its kind, as kustomize allows.
     *
     * @return null for every other file, and for one that holds a manifest, too
     */
    public @Nullable NotEvaluated kustomization(ManifestFile file) {
        Path path = workspace.root().resolve(file.path());
        return KUSTOMIZATIONS.contains(String.valueOf(path.getFileName()))
                        && ManifestDetection.of(file) == ManifestDetection.Result.OTHER
                ? kustomization(path)
                : null;
    }

    private NotEvaluated kustomization(Path file) {
        return new NotEvaluated(
                "what the kustomization " + workspace.relative(file) + " renders is in no source; the manifests that it"
                        + " names are evaluated without its changes where they are in one",
                workspace.start(file),
                "run kubectl kustomize " + workspace.relative(parent(file))
                        + " > rendered.yaml and evaluate that file");
    }
}
