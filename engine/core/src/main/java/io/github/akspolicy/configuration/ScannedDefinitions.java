package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ClusterReader;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definitions of clusters that a scan finds, where the module is there that reads them. */
final class ScannedDefinitions {
    /** Templates and plans whose text is not JSON. */
    private static final Pattern DEFINITION =
            Pattern.compile("(?i)deploymentTemplate\\.json|\"planned_values\"|\"terraform_version\"");

    /** With comments, too: Azure's tools take them in both. */
    private static final Pattern JSON = Pattern.compile(".*\\.(json|jsonc|json5)");

    private final @Nullable ClusterReader reader;
    private final Workspace workspace;
    private final List<Path> files;
    private final List<Path> json;
    private final Set<Path> compiled;

    /** @param reader null where the module is not there */
    ScannedDefinitions(FolderWalk walk, @Nullable ClusterReader reader, Workspace workspace) {
        this.reader = reader;
        this.workspace = workspace;
        this.files = Stream.concat(walk.files().stream(), walk.others().stream())
                .sorted(Comparator.comparing(workspace::relative))
                .toList();
        this.json = reader == null
                ? List.of()
                : files.stream().filter(file -> isDefinition(file, reader)).toList();
        this.compiled = reader == null ? Set.of() : reader.compiled(json, ReadLimits.DEFAULT, workspace);
    }

    /** All files of JSON that define something. */
    List<Path> found() {
        return json;
    }

    /** Those that are evaluated. */
    List<Path> evaluated() {
        return json.stream().filter(file -> !compiled.contains(file)).toList();
    }

    /** What is to be said of those that are not. */
    Optional<String> note() {
        return compiled.stream()
                .min(Comparator.naturalOrder())
                .map(first -> compiled.size()
                        + (compiled.size() == 1
                                ? " template is compiled from the file of Bicep beside it"
                                : " templates are compiled from the files of Bicep beside them")
                        + ": that is evaluated, not "
                        + workspace.relative(first));
    }

    /** The folders that Terraform runs in, but for those beside whose configuration lies a plan. */
    List<Path> terraformRoots() {
        if (reader == null) {
            return List.of();
        }
        Set<Path> planned =
                json.stream().filter(this::isPlan).map(Path::getParent).collect(Collectors.toSet());
        return reader.roots(files, workspace).stream()
                .filter(root -> !planned.contains(root))
                .toList();
    }

    /** The requests for Bicep, but for that which is evaluated as it was compiled. */
    List<ClusterRequest> bicep() {
        List<Path> evaluated = evaluated();
        return reader == null
                ? List.of()
                : reader.definitions(files, ReadLimits.DEFAULT, workspace).stream()
                        .filter(request -> !evaluated.contains(compiled(request.definition())))
                        .toList();
    }

    private static Path compiled(Path source) {
        String name = String.valueOf(source.getFileName());
        int dot = name.lastIndexOf('.');
        return source.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".json");
    }

    private boolean isDefinition(Path path, ClusterReader reader) {
        if (!JSON.matcher(path.toString()).matches()) {
            return false;
        }
        try {
            return reader.isDefinition(document(path));
        } catch (SourceException unreadable) {
            // read as a manifest, which says why
            return false;
        } catch (ManifestException broken) {
            // an error where it is meant to define a cluster; nothing says so of other files
            return isMeantToDefine(path);
        }
    }

    private boolean isPlan(Path path) {
        try {
            return document(path) instanceof Node.Mapping plan && plan.get("planned_values") != null;
        } catch (SourceException | ManifestException unreadable) {
            return false;
        }
    }

    private Node document(Path path) throws SourceException, ManifestException {
        return ManifestReader.commentedJson(
                ManifestFile.read(path, ReadLimits.DEFAULT, workspace).text(), ReadLimits.DEFAULT);
    }

    private boolean isMeantToDefine(Path path) {
        try {
            String text = ManifestFile.read(path, ReadLimits.DEFAULT, workspace).text();
            return DEFINITION.matcher(text).find();
        } catch (SourceException unreadable) {
            return false;
        }
    }
}
