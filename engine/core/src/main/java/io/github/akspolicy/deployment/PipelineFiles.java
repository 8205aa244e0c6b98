package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of a repository that may hold commands, hidden folders of pipelines included. */
final class PipelineFiles {
    private static final int MOST_FILES = 100_000;
    private static final long LONGEST = 1 << 20;

    /** Folders of dependencies and of what is built, and of Git. */
    private static final Set<String> PASSED =
            Set.of(".git", "node_modules", "target", "vendor", "bin", "obj", "dist", ".terraform", ".venv", "venv");

    private static final Set<String> PARTS_OF_A_CHART = Set.of("templates", "charts", "crds");

    private static final Pattern YAML = Pattern.compile("(?i).*\\.ya?ml");
    private static final Pattern SCRIPT =
            Pattern.compile("(?i).*\\.(sh|bash|ps1|mk)|(gnu)?makefile(\\..*)?|\\.?justfile|.*\\.just");

    /** A script without one of these has no command that counts. */
    private static final List<String> COMMANDS =
            List.of("helm", "Helm", "HELM", "kubectl", "KUBECTL", "Kube", "kustomize", "k8s-");

    private final Path root;
    private final Workspace workspace;
    private final List<Path> files = new ArrayList<>();
    private final Map<Path, Set<Mark>> marks = new HashMap<>();
    private final Map<Path, Optional<PipelineFile>> read = new HashMap<>();

    PipelineFiles(Path root, Workspace workspace) {
        this.root = root;
        this.workspace = workspace;
        walk();
        files.sort(Comparator.comparing(workspace::relative));
    }

    private void walk() {
        var folders = new ArrayDeque<Path>(List.of(root));
        int seen = 0;
        while (!folders.isEmpty() && seen < MOST_FILES) {
            Path folder = folders.remove();
            boolean isChart = FolderWalk.isChart(folder);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    seen++;
                    if (!isChart || !PARTS_OF_A_CHART.contains(String.valueOf(entry.getFileName()))) {
                        add(entry, folders);
                    }
                }
            } catch (IOException | DirectoryIteratorException unreadable) {
                // the scan of the manifests says so
            }
        }
    }

    private void add(Path entry, ArrayDeque<Path> folders) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            if (!PASSED.contains(name)) {
                folders.add(entry);
            }
        } else if ((YAML.matcher(name).matches() || SCRIPT.matcher(name).matches())
                && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            files.add(entry);
        }
    }

    /** YAML files, sorted. */
    List<Path> yaml() {
        return files.stream()
                .filter(file -> YAML.matcher(file.toString()).matches())
                .toList();
    }

    /** Scripts and files of {@code make} and {@code just}, sorted. */
    List<Path> scripts() {
        return files.stream()
                .filter(file ->
                        SCRIPT.matcher(String.valueOf(file.getFileName())).matches())
                .toList();
    }

    String path(Path file) {
        return workspace.relative(file);
    }

    /** The text of a script with commands; null of any other, and of one that cannot be read. */
    @Nullable
    String script(Path file) {
        String text = text(file);
        return text != null && mayDeploy(text) ? text : null;
    }

    /** Whether a script names a program whose commands count. */
    static boolean mayDeploy(String script) {
        return COMMANDS.stream().anyMatch(script::contains);
    }

    /** What the text of a YAML file shows of its kind. */
    enum Mark {
        /** Steps, jobs or stages of a pipeline. */
        STEPS("(?m)^(?:steps|jobs|stages|extends)\\s*:"),
        /** An Application or an ApplicationSet. */
        APPLICATION("(?m)^kind:\\s*[\"']?Application(?:Set)?[\"']?\\s*$");

        private final Pattern pattern;

        Mark(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    /** Whether a file that can be read shows it. */
    boolean holds(Path file, Mark mark) {
        return marks.computeIfAbsent(file, this::marks).contains(mark);
    }

    private Set<Mark> marks(Path file) {
        String text = text(file);
        Set<Mark> found = EnumSet.noneOf(Mark.class);
        for (Mark mark : text == null ? new Mark[0] : Mark.values()) {
            if (mark.pattern.matcher(text).find()) {
                found.add(mark);
            }
        }
        return found;
    }

    private @Nullable String text(Path file) {
        try {
            boolean isRead = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && workspace.contains(file)
                    && workspace.size(file) <= LONGEST;
            return isRead
                    ? ManifestFile.read(file, ReadLimits.DEFAULT, workspace).text()
                    : null;
        } catch (IOException | SourceException unreadable) {
            return null;
        }
    }

    /** The first document of a YAML file; null of one that cannot be read. */
    @Nullable
    PipelineFile yaml(Path file) {
        return read.computeIfAbsent(file, this::parsed).orElse(null);
    }

    /** All documents of a YAML file; none of one that cannot be read. */
    List<PipelineFile> documents(Path file) {
        String text = text(file);
        if (text == null) {
            return List.of();
        }
        try {
            List<String> lines = text.lines().toList();
            return ManifestReader.manifests(text).stream()
                    .map(document -> new PipelineFile(file, path(file), Field.root(document), lines))
                    .toList();
        } catch (ManifestException unreadable) {
            return List.of();
        }
    }

    private Optional<PipelineFile> parsed(Path file) {
        String text = text(file);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Field root = Field.root(ManifestReader.helmValues(text, duplicate -> {}));
            return Optional.of(
                    new PipelineFile(file, path(file), root, text.lines().toList()));
        } catch (ManifestException unreadable) {
            return Optional.empty();
        }
    }
}
