package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.deployment.ChartEnvironments;
import io.github.akspolicy.deployment.DeploymentCommands;
import io.github.akspolicy.deployment.ReleaseSettings;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ClusterReader;
import io.github.akspolicy.source.ClusterRelease;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.EncryptedFile;
import io.github.akspolicy.source.ExpectedObjects;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.Kustomizations;
import io.github.akspolicy.source.ManifestDetection;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestFolder;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.PassedOverFiles;
import io.github.akspolicy.source.PassedOverFolders;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a directory deploys when no configuration says it. A YAML or JSON file counts as a manifest when one of its
 * documents has {@code apiVersion} and {@code kind}: a directory holds many others. A file that cannot be read counts
 * when it looks like one, so that the error is told.
 */
final class DirectoryScan {
    /** Files of which several make a definition. */
    private static final Pattern READ_TOGETHER = Pattern.compile(".*\\.(tf|tfvars|bicep|bicepparam)");

    /** Folders with copies and dependencies, which are neither deployed from nor edited. */
    private static final Set<String> MADE_BY_TOOLS = Set.of("node_modules", "target");

    private final Path directory;
    private final Workspace workspace;
    private final ChartRenderers renderers;
    private final ClusterReaders clusters;
    private final List<String> values;
    private final Problems problems;
    private ScannedEnvironments environments;

    /**
     * @param values the values files of the charts, each relative to the folder of the charts that have it, else to the directory
     */
    DirectoryScan(
            Path directory,
            Workspace workspace,
            ChartRenderers renderers,
            ClusterReaders clusters,
            List<String> values,
            Problems problems) {
        this.directory = directory.toAbsolutePath().normalize();
        this.workspace = workspace;
        this.renderers = renderers;
        this.clusters = clusters;
        this.values = List.copyOf(values);
        this.problems = problems;
        this.environments = new ScannedEnvironments(workspace);
    }

    /** The environments of what was planned, at least one. */
    List<EnvironmentSettings> environments() {
        return environments.names().stream().map(EnvironmentSettings::named).toList();
    }

    /** @param isStrict whether it is a problem when there is nothing to evaluate */
    List<PlannedRelease> plan(boolean isStrict) {
        if (!Files.isDirectory(directory)) {
            String shown = workspace.relative(directory);
            // of a folder that is not there, nothing is known that it could be relative to
            problems.add(Problem.of((shown.equals(".") ? directory.toString() : shown) + " is not a directory"));
            return List.of();
        }
        var madeByTools = new ArrayList<Path>();
        FolderWalk walk =
                FolderWalk.ofRepository(directory, path -> isMadeByTools(path) && madeByTools.add(path), workspace);
        var releases = new ArrayList<PlannedRelease>();
        var charts = new ScannedCharts(walk, directory, workspace, values, problems);
        var archives = new ScannedArchives(walk, workspace, charts.packages());
        var all = new ArrayList<>(charts.deployed());
        all.addAll(archives.charts());
        ChartRenderer renderer = all.isEmpty() ? null : renderers.get(null);
        var definitions = new ScannedDefinitions(walk, clusters.find(), workspace);
        var terraform = new ScannedTerraform(definitions.terraformRoots(), walk);
        if (values.isEmpty()) {
            var found = new ChartEnvironments(DeploymentCommands.in(workspace.root(), workspace), workspace);
            environments = ScannedEnvironments.of(charts, terraform, found, workspace);
        }
        var ofCharts = new ScannedChartReleases(charts, environments, workspace);
        if (renderer != null) {
            all.forEach(chart -> releases.addAll(ofCharts.of(chart, renderer)));
        }
        terraform.inEnvironments(environments).forEach(root -> addTerraform(root, releases));
        // what follows does not differ by environment
        int rendered = releases.size();
        madeByTools.sort(null);
        var folders = new PassedOverFolders(workspace);
        Map<Boolean, List<Path>> unread =
                walk.hidden().stream().collect(Collectors.partitioningBy(Files::isSymbolicLink));
        var passedOver = new ArrayList<>(folders.of(unread.getOrDefault(false, List.of()), "hidden"));
        passedOver.addAll(folders.of(unread.getOrDefault(true, List.of()), "linked"));
        passedOver.addAll(folders.of(madeByTools, "generated"));
        passedOver.addAll(charts.passedOver(environments.values()));
        passedOver.addAll(archives.passedOver());
        passedOver.addAll(others(archives.others(), definitions.found()));
        Kustomizations kustomizations = Kustomizations.of(walk, workspace);
        passedOver.addAll(kustomizations.notEvaluated(walk.files()));
        ExpectedObjects expected = ExpectedObjects.of(walk, workspace);
        passedOver.addAll(expected.notEvaluated(walk.files()));
        var templates = new ScannedTemplates(walk, workspace);
        var manifests = new ScannedManifests(workspace);
        walk.files().stream()
                .filter(file -> !kustomizations.isNoObject(file) && !charts.isValuesFile(file))
                .filter(file -> !expected.isExpectation(file))
                .forEach(file -> add(file, manifests, templates, passedOver, definitions.found()));
        passedOver.addAll(templates.passedOver());
        var notes = new ArrayList<>(environments.notes());
        notes.addAll(manifests.notes());
        definitions.note().ifPresent(notes::add);
        if (!isStrict) {
            ofComposeFiles(passedOver).ifPresent(notes::add);
        }
        boolean isNothing = manifests.isEmpty() && walk.problems().isEmpty() && passedOver.isEmpty();
        boolean hasMore = !releases.isEmpty()
                || !definitions.found().isEmpty()
                || !terraform.roots().isEmpty();
        // what could not be looked at is a problem of this release, beside those that could
        if (!manifests.written().isEmpty()
                || !walk.problems().isEmpty()
                || !passedOver.isEmpty()
                || !notes.isEmpty() && (hasMore || !isNothing)) {
            var content = new FolderWalk(manifests.written(), List.of(), walk.problems());
            releases.add(manifests(content, passedOver, notes, manifests::part));
            rendered += manifests.written().isEmpty() ? 1 : 0;
        }
        releases.addAll(manifests.generated(environment()));
        addDefinitions(definitions.evaluated(), "cluster", releases);
        definitions.bicep().forEach(request -> addBicep(request, releases));
        addDefinitions(terraform.inAll(environments), "terraform", releases);
        if (releases.isEmpty() && isNothing && problems.isEmpty()) {
            addNothing(walk, isStrict, notes, releases);
        }
        repeat(List.copyOf(releases.subList(rendered, releases.size())), releases);
        return releases;
    }

    /**
     * Says what was looked for where there is nothing of it: a problem in an empty folder, which is hardly meant, and a note in a
     * repository of something else.
     */
    private void addNothing(FolderWalk walk, boolean isStrict, List<String> notes, List<PlannedRelease> releases) {
        String shown = workspace.relative(directory);
        String found = (shown.equals(".") ? "this folder" : shown)
                + " holds no Helm chart (Chart.yaml), no manifest (.yaml, .yml or .json with apiVersion and kind) and no"
                + " definition of a cluster (Terraform, Bicep, ARM template)";
        String fix = "scan another folder with " + CommandText.option("directory") + "=PATH";
        if (isStrict || isEmpty()) {
            problems.add(new Problem(found, null, fix));
            return;
        }
        notes.add(found + "; looked at " + walk.files().size() + (walk.files().size() == 1 ? " file" : " files")
                + " of YAML and JSON; " + fix);
        releases.add(
                manifests(new FolderWalk(List.of(), List.of(), List.of()), List.of(), notes, UnaryOperator.identity()));
    }

    private PlannedRelease manifests(
            FolderWalk content, List<NotEvaluated> passedOver, List<String> notes, UnaryOperator<ManifestFile> part) {
        var folder = new ManifestFolder(
                id(directory, ReleaseName.of(directory)), null, () -> content, ReadLimits.DEFAULT, workspace);
        return new PlannedRelease(folder.scanned(passedOver, notes, part), "manifests", null, List.of());
    }

    /** Takes compose files from what is passed over: no cluster runs them as they are, and most repositories have one. */
    private static Optional<String> ofComposeFiles(List<NotEvaluated> passedOver) {
        List<NotEvaluated.Subject> files = passedOver.stream()
                .filter(PassedOverFiles::isCompose)
                .flatMap(line -> line.subjects().stream())
                .distinct()
                .toList();
        passedOver.removeIf(PassedOverFiles::isCompose);
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(files.size()
                        + (files.size() == 1 ? " compose file is" : " compose files are")
                        + " not for a cluster and not read, such as "
                        + files.get(0).name());
    }

    /** Whether there is nothing but what is hidden or made by tools, such as the reports of an earlier scan. */
    private boolean isEmpty() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.allMatch(
                    entry -> String.valueOf(entry.getFileName()).startsWith(".") || isMadeByTools(entry));
        } catch (IOException | UncheckedIOException unreadable) {
            return true;
        }
    }

    static boolean isMadeByTools(Path path) {
        return MADE_BY_TOOLS.contains(String.valueOf(path.getFileName())) && Files.isDirectory(path);
    }

    /** Enters what does not differ by environment in the other environments, too. */
    private void repeat(List<PlannedRelease> planned, List<PlannedRelease> releases) {
        List<String> names = environments.names();
        for (String name : names.subList(1, names.size())) {
            planned.forEach(release -> releases.add(release.with(new RepeatedRelease(release.release(), name))));
        }
    }

    private String environment() {
        return environments.names().get(0);
    }

    private List<NotEvaluated> others(List<Path> files, List<Path> definitions) {
        Set<Path> read = new HashSet<>(definitions);
        if (clusters.find() != null) {
            // those of no root have nothing to do with a cluster
            files.stream()
                    .filter(file -> READ_TOGETHER.matcher(file.toString()).matches())
                    .forEach(read::add);
        }
        return new PassedOverFiles(workspace).of(files, read);
    }

    private void addDefinitions(List<Path> definitions, String kind, List<PlannedRelease> releases) {
        ClusterReader reader = clusters.find();
        if (reader == null) {
            return;
        }
        for (Path file : definitions) {
            var request = new ClusterRequest(file, List.of(), ReadLimits.DEFAULT, workspace);
            releases.add(new PlannedRelease(
                    new ClusterRelease(id(file, ReleaseName.of(file)), request, reader), kind, null, List.of()));
        }
    }

    /** A root module once for each environment that has a file of variables for it. */
    private void addTerraform(Path root, List<PlannedRelease> releases) {
        ClusterReader reader = Objects.requireNonNull(clusters.find());
        for (String name : environments.names()) {
            for (ReleaseSettings settings : environments.of(root, name)) {
                var id = new ReleaseId(name, workspace.relative(root), ReleaseName.of(root));
                var request = new ClusterRequest(root, settings.values(), ReadLimits.DEFAULT, workspace);
                releases.add(new PlannedRelease(new ClusterRelease(id, request, reader), "terraform", null, List.of()));
            }
        }
    }

    private void addBicep(ClusterRequest request, List<PlannedRelease> releases) {
        List<Path> parameters = request.parameterFiles();
        Path file = parameters.isEmpty() ? request.definition() : parameters.get(0);
        ClusterReader reader = Objects.requireNonNull(clusters.find());
        releases.add(new PlannedRelease(
                new ClusterRelease(id(file, ReleaseName.of(file)), request, reader), "cluster", null, List.of()));
    }

    private ReleaseId id(Path path, String name) {
        return new ReleaseId(environment(), workspace.relative(path), name);
    }

    private void add(
            Path path,
            ScannedManifests manifests,
            ScannedTemplates templates,
            List<NotEvaluated> passedOver,
            List<Path> definitions) {
        ManifestFile file;
        try {
            file = ManifestFile.read(path, ReadLimits.DEFAULT, workspace);
        } catch (SourceException unreadable) {
            // what is known to be no manifest is a line; else reading it for the evaluation says why
            Optional.ofNullable(new PassedOverFiles(workspace).binary(path))
                    .ifPresentOrElse(passedOver::add, () -> manifests.add(path));
            return;
        }
        ManifestDetection.Result result = ManifestDetection.of(file);
        if (result == ManifestDetection.Result.BROKEN) {
            ManifestFile rendered = ScannedTemplates.rendered(file);
            if (!rendered.equals(file)) {
                templates.add(path);
                result = ManifestDetection.of(rendered);
            }
        }
        switch (result) {
            case MANIFEST, BROKEN -> manifests.add(path, file);
            case ENCRYPTED -> passedOver.add(EncryptedFile.notEvaluated(file.path(), workspace.start(path)));
            case OTHER -> {
                NotEvaluated other = definitions.contains(path) ? null : new PassedOverFiles(workspace).other(file);
                if (other != null && PassedOverFiles.isTemplate(other)) {
                    templates.add(path);
                } else if (other != null) {
                    passedOver.add(other);
                }
            }
        }
    }
}
