package io.github.akspolicy.configuration;

import io.github.akspolicy.source.FolderWalk;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The root modules of Terraform that a scan finds, with the files of variables that environments have for them. */
final class ScannedTerraform {
    private static final Pattern VARIABLES = Pattern.compile(".*\\.tfvars(\\.json)?");

    /** What Terraform reads by itself in the folder that it runs in. */
    private static final Pattern READ_ANYWAY =
            Pattern.compile("terraform\\.tfvars(\\.json)?|.*\\.auto\\.tfvars(\\.json)?");

    private static final Pattern BACKEND = Pattern.compile("(?i)(?:.*[-_.])?backend(?:[-_.].*)?\\.tfvars(\\.json)?");

    private final List<Path> roots;
    private final List<Path> variables;

    ScannedTerraform(List<Path> roots, FolderWalk walk) {
        this.roots = List.copyOf(roots);
        Set<Path> known = Set.copyOf(roots);
        this.variables = Stream.concat(walk.files().stream(), walk.others().stream())
                .filter(file -> VARIABLES.matcher(file.toString()).matches())
                .filter(file -> !isReadAnyway(file, known) && !isOfBackend(file))
                .sorted()
                .toList();
    }

    private static boolean isReadAnyway(Path file, Set<Path> roots) {
        return roots.contains(file.getParent())
                && READ_ANYWAY.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Where the state is kept is no variable: such files go to {@code -backend-config}. */
    private static boolean isOfBackend(Path file) {
        return BACKEND.matcher(String.valueOf(file.getFileName())).matches();
    }

    List<Path> roots() {
        return roots;
    }

    /** The files of variables below a root module, but for those of one within it. */
    List<Path> variables(Path root) {
        return variables.stream().filter(file -> root.equals(rootOf(file))).toList();
    }

    private Path rootOf(Path file) {
        Path folder = file.getParent();
        while (folder != null && !roots.contains(folder)) {
            folder = folder.getParent();
        }
        return folder == null ? file : folder;
    }

    /** Those that some environment has a file of variables for. */
    List<Path> inEnvironments(ScannedEnvironments environments) {
        return roots.stream().filter(environments::has).toList();
    }

    /** The others. */
    List<Path> inAll(ScannedEnvironments environments) {
        return roots.stream().filter(root -> !environments.has(root)).toList();
    }
}
