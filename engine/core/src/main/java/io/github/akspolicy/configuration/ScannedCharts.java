package io.github.akspolicy.configuration;

import io.github.akspolicy.deployment.ChartEnvironments;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestDetection;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.PassedOverFiles;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts of a scanned directory: which are deployed with which values, and what of them no render takes up. */
final class ScannedCharts {
    private static final Pattern VALUES = Pattern.compile("(?i)(?!.*schema)(.*[-._])?values([-._].*)?\\.ya?ml");
    private static final Pattern UNIT_TEST = Pattern.compile(".*/tests/[^/]*_test\\.ya?ml");

    private static final Node NOTHING = new Node.Scalar(null, Position.START);

    private final FolderWalk walk;
    private final Path directory;
    private final Workspace workspace;
    private final List<String> values;
    private final List<Path> valuesFiles;
    private final Map<Path, Node> defaults = new HashMap<>();

    /**
     * @param directory what is scanned
     * @param values the values files that are asked for, each relative to the folder of the charts that have it, else to the directory
     */
    ScannedCharts(FolderWalk walk, Path directory, Workspace workspace, List<String> values, Problems problems) {
        this.walk = walk;
        this.directory = directory;
        this.workspace = workspace;
        this.values = values;
        this.valuesFiles = walk.files().stream().filter(this::looksLikeValues).toList();
        for (String name : values) {
            if (walk.charts().stream().allMatch(chart -> valuesFile(chart, name) == null)) {
                problems.add(unused(name));
            }
        }
    }

    /** Why no chart can be rendered with a values file that is asked for. */
    private Problem unused(String name) {
        Path file = Stream.concat(walk.charts().stream(), Stream.of(directory))
                .map(folder -> folder.resolve(name).normalize())
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
        String why = "not found, neither in a chart nor in " + workspace.relative(directory);
        String fix = "name it relative to the folder of a chart, or to the directory that is scanned";
        if (file != null && isFile(file)) {
            why = "has no chart: none lies in " + workspace.relative(directory);
            fix = "scan the directory of a chart, or leave the option out";
        } else if (file != null) {
            why = "lies " + (workspace.isInGit(file) ? "in .git" : "outside of the repository") + ", and is not read";
            fix = "copy it to the directory that is scanned, and name it relative to that";
        }
        return new Problem(
                CommandText.option("values") + ": values file " + ShapeCheck.quote(name) + " " + why, null, fix);
    }

    /** The charts that deploy something, sorted. */
    List<Path> deployed() {
        return walk.charts().stream().filter(chart -> !isLibrary(chart)).toList();
    }

    /** The values files that a chart is rendered with, in the order in which they apply. */
    List<Path> valuesFiles(Path chart) {
        return values.stream()
                .map(name -> valuesFile(chart, name))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * The values files that may be meant for a chart: those in its folder, and those around it whose keys are the chart's and no other
     * chart's, or whose path names it.
     */
    List<Path> valuesOf(Path chart) {
        return valuesFiles.stream()
                .filter(file -> {
                    Path owner = chartOf(file);
                    return owner.equals(file) ? isAroundAndOf(chart, file) : owner.equals(chart);
                })
                .toList();
    }

    private boolean isAroundAndOf(Path chart, Path file) {
        List<Path> owners = owners(file);
        String name = String.valueOf(chart.getFileName()).toLowerCase(Locale.ROOT);
        return owners.contains(chart)
                && (owners.size() == 1
                        || List.of(workspace
                                        .relative(file)
                                        .toLowerCase(Locale.ROOT)
                                        .split("[/._]"))
                                .contains(name));
    }

    /** The charts around or beside a file that have all of its keys. */
    private List<Path> owners(Path file) {
        try {
            ManifestFile content = ManifestFile.read(file, ReadLimits.DEFAULT, workspace);
            return charts(file).stream()
                    .filter(chart -> !isLibrary(chart) && hasKeys(chart, content))
                    .toList();
        } catch (SourceException unreadable) {
            return List.of();
        }
    }

    /** A command that gives a chart values: those of a file that it brings and that are not used, where there is one. */
    String valuesFix(Path chart) {
        List<Path> used = valuesFiles(chart);
        String name = valuesFiles.stream()
                .filter(file -> chart.equals(chartOf(file)) && !used.contains(file))
                .min(byUse())
                .map(file -> Workspace.slashes(chart.relativize(file)))
                .orElse("FILE");
        return "scan with " + CommandText.option("values") + "=" + name
                + ": a file relative to the chart, or to the directory that is scanned";
    }

    /** Those of examples and tests last. */
    private Comparator<Path> byUse() {
        return Comparator.comparing((Path file) -> ChartEnvironments.isOfTests(workspace.relative(file)))
                .thenComparingInt(Path::getNameCount)
                .thenComparing(Comparator.naturalOrder());
    }

    /** The charts that are evaluated, by the name that {@code helm package} gives the archive of each. */
    Map<String, Path> packages() {
        var packages = new HashMap<String, Path>();
        for (Path chart : deployed()) {
            Node metadata = metadata(chart);
            if (metadata != null) {
                packages.put(text(metadata, "name") + "-" + text(metadata, "version") + ".tgz", chart);
            }
        }
        return packages;
    }

    /** The file that a name means to a chart; null when there is none. A file in the folder of a chart is that chart's. */
    private @Nullable Path valuesFile(Path chart, String name) {
        Path own = chart.resolve(name).normalize();
        if (isFile(own)) {
            return own;
        }
        Path ofAll = directory.resolve(name).normalize();
        Path owner = chartOf(ofAll);
        return isFile(ofAll) && (owner.equals(ofAll) || owner.equals(chart)) ? ofAll : null;
    }

    private boolean isFile(Path file) {
        try {
            return Files.isRegularFile(file) && workspace.contains(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * What the folders of charts hold and no render takes up, and values files beside them.
     *
     * @param usedValues values files that charts are rendered with besides those that are asked for
     */
    List<NotEvaluated> passedOver(Set<Path> usedValues) {
        var lines = new ArrayList<NotEvaluated>();
        unusedValues(usedValues, lines);
        Set<String> used = dependencies();
        for (Path chart : walk.charts()) {
            unusedLibrary(chart, used, lines);
            unusedCharts(chart, lines);
        }
        return lines;
    }

    /** What other environments deploy may differ in every field. */
    private void unusedValues(Set<Path> used, List<NotEvaluated> lines) {
        var inCharts = new ArrayList<NotEvaluated.Subject>();
        var outside = new ArrayList<NotEvaluated.Subject>();
        Path first = null;
        for (Path file : valuesFiles) {
            if (used.contains(file)) {
                continue;
            }
            Path chart = chartOf(file);
            var subject = new NotEvaluated.Subject(workspace.relative(file), workspace.start(file));
            if (chart.equals(file)) {
                outside.add(subject);
            } else if (!valuesFiles(chart).contains(file)) {
                inCharts.add(subject);
                first = first == null || byUse().compare(file, first) < 0 ? file : first;
            }
        }
        if (first != null) {
            lines.add(new NotEvaluated(
                    inCharts,
                    Emptiness.WITHOUT_VALUES,
                    "scan with " + CommandText.option("values") + "="
                            + Workspace.slashes(chartOf(first).relativize(first))));
        }
        if (!outside.isEmpty()) {
            lines.add(new NotEvaluated(
                    outside,
                    "no chart is evaluated with this values file",
                    "name the chart with its values in " + Verification.FILE_NAME + ", run "
                            + CommandText.command("verify")));
        }
    }

    /** The innermost chart around a file. */
    private Path chartOf(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (walk.charts().contains(folder)) {
                return folder;
            }
        }
        return file;
    }

    /** Whether a file is the values of a chart, used or not: by its name, or by keys that a chart around or beside it has. */
    boolean isValuesFile(Path file) {
        return valuesFiles.contains(file);
    }

    private boolean looksLikeValues(Path file) {
        boolean isNamed = VALUES.matcher(String.valueOf(file.getFileName())).matches()
                && !UNIT_TEST.matcher(Workspace.slashes(file)).matches();
        if (!isNamed
                && (file.toString().endsWith(".json")
                        || PassedOverFiles.isNamed(file)
                        || charts(file).isEmpty())) {
            return false;
        }
        try {
            ManifestFile content = ManifestFile.read(file, ReadLimits.DEFAULT, workspace);
            return ManifestDetection.of(content) == ManifestDetection.Result.OTHER
                    && (isNamed || charts(file).stream().anyMatch(chart -> hasKeys(chart, content)));
        } catch (SourceException unreadable) {
            // read as a manifest, which says why
            return false;
        }
    }

    /** The charts that a file may hold values for: those around it, and those whose folder lies beside it or beside one above it. */
    private List<Path> charts(Path file) {
        return walk.charts().stream()
                .filter(chart ->
                        file.startsWith(chart) || chart.getParent() != null && file.startsWith(chart.getParent()))
                .toList();
    }

    /** Whether all keys of a file are keys of a chart's default values; of a single key, so are those in it. */
    private boolean hasKeys(Path chart, ManifestFile file) {
        Node known = defaults.computeIfAbsent(chart.resolve("values.yaml"), this::document);
        Node given = document(file);
        return areKeysOf(given, known)
                && given instanceof Node.Mapping mapping
                && (mapping.entries().size() > 1
                        || known instanceof Node.Mapping values
                                && mapping.entries().stream()
                                        .allMatch(entry -> areKeysOf(entry.value(), values.get(entry.key()))));
    }

    private static boolean areKeysOf(Node given, @Nullable Node known) {
        return given instanceof Node.Mapping mapping
                && !mapping.entries().isEmpty()
                && known instanceof Node.Mapping values
                && mapping.entries().stream().allMatch(entry -> values.get(entry.key()) != null);
    }

    private Node document(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? document(ManifestFile.read(file, ReadLimits.DEFAULT, workspace))
                    : NOTHING;
        } catch (SourceException unreadable) {
            // Helm says why
            return NOTHING;
        }
    }

    private static Node document(ManifestFile file) {
        try {
            return ManifestReader.helmValues(file.text(), duplicate -> {});
        } catch (ManifestException unreadable) {
            return NOTHING;
        }
    }

    /** Charts below the {@code charts} folder that no release brings: Helm leaves some names out, and a library whole. */
    private void unusedCharts(Path chart, List<NotEvaluated> lines) {
        Path folder = chart.resolve("charts");
        if (!Files.isDirectory(folder)) {
            return;
        }
        boolean isLibrary = isLibrary(chart);
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Helm says why
            return;
        }
        found.sort(null);
        for (Path inner : found) {
            String name = String.valueOf(inner.getFileName());
            boolean isIgnored = name.startsWith("_") || name.startsWith(".");
            if ((isLibrary || isIgnored) && FolderWalk.isChart(inner) && !isLibrary(inner)) {
                lines.add(new NotEvaluated(
                        workspace.relative(inner),
                        isLibrary
                                ? "no release brings the chart: the chart around it is a library"
                                : "no release brings the chart: Helm leaves out names that begin with "
                                        + name.charAt(0),
                        workspace.start(inner.resolve("Chart.yaml")),
                        "if it is deployed, scan it by itself: " + CommandText.option("directory") + "="
                                + workspace.relative(inner)));
            }
        }
    }

    /** A library that no chart of the directory takes: what it makes is evaluated nowhere. */
    private void unusedLibrary(Path chart, Set<String> used, List<NotEvaluated> lines) {
        if (isLibrary(chart) && !used.contains(name(chart))) {
            lines.add(new NotEvaluated(
                    workspace.relative(chart),
                    "the library chart deploys nothing alone, and no chart here depends on it",
                    workspace.start(chart.resolve("Chart.yaml")),
                    "scan a chart that depends on it"));
        }
    }

    /** The names of the charts that those of the directory depend on. */
    private Set<String> dependencies() {
        var names = new HashSet<String>();
        for (Path chart : walk.charts()) {
            if (metadata(chart) instanceof Node.Mapping mapping
                    && mapping.get("dependencies") instanceof Node.Sequence entries) {
                entries.items().forEach(entry -> names.add(text(entry, "name")));
            }
        }
        return names;
    }

    private String name(Path chart) {
        Node metadata = metadata(chart);
        return metadata == null ? "" : text(metadata, "name");
    }

    private static String text(Node node, String key) {
        return node instanceof Node.Mapping mapping
                        && mapping.get(key) instanceof Node.Scalar scalar
                        && scalar.value() instanceof String text
                ? text
                : "";
    }

    /** A library chart deploys nothing: what it makes is evaluated in the charts that use it. */
    private boolean isLibrary(Path chart) {
        Node metadata = metadata(chart);
        return metadata != null && text(metadata, "type").equals("library");
    }

    private @Nullable Node metadata(Path chart) {
        try {
            ManifestFile file = ManifestFile.read(chart.resolve("Chart.yaml"), ReadLimits.DEFAULT, workspace);
            return ManifestReader.helmValues(file.text(), duplicate -> {});
        } catch (SourceException | ManifestException unreadable) {
            // Helm says what is wrong with it
            return null;
        }
    }
}
