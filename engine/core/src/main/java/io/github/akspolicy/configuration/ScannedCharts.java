package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestDetection;
import io.github.akspolicy.source.PassedOverFiles;
import io.github.akspolicy.spi.ManifestFile;
import io.github.akspolicy.spi.NotEvaluated;
import io.github.akspolicy.spi.Problem;
import io.github.akspolicy.spi.SourceException;
import io.github.akspolicy.spi.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The charts of a scanned directory: which are deployed with which values, and what of them no render takes up. */
final class ScannedCharts {
    private static final Pattern VALUES = Pattern.compile("(?i)(?!.*schema)(.*[-._])?values([-._].*)?\\.ya?ml");

    private static final Node NOTHING = new Node.Scalar(null, Position.START);

    private final FolderWalk walk;
    private final Workspace workspace;
    private final List<String> values;
    private final List<Path> valuesFiles;
    private final Map<Path, Node> defaults = new HashMap<>();

    /** @param values the values files that are asked for, each relative to the folder of the charts that have it */
    ScannedCharts(FolderWalk walk, Workspace workspace, List<String> values, Problems problems) {
        this.walk = walk;
        this.workspace = workspace;
        this.values = values;
        this.valuesFiles = walk.files().stream().filter(this::looksLikeValues).toList();
        for (String name : values) {
            if (walk.charts().stream().noneMatch(chart -> has(chart, name))) {
                problems.add(new Problem(
                        "aks-policy.values: no chart has the values file " + ShapeCheck.quote(name),
                        null,
                        "name files relative to the folder of a chart"));
            }
        }
    }

    /** The charts that deploy something, sorted. */
    List<Path> deployed() {
        return walk.charts().stream().filter(chart -> !isLibrary(chart)).toList();
    }

    /** The values files that a chart is rendered with, in the order in which they apply. */
    List<Path> valuesFiles(Path chart) {
        return values.stream()
                .filter(name -> has(chart, name))
                .map(name -> chart.resolve(name).normalize())
                .toList();
    }

    private boolean has(Path chart, String name) {
        Path file = chart.resolve(name).normalize();
        try {
            return Files.isRegularFile(file) && workspace.contains(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** What the folders of charts hold and no render takes up, and values files beside them. */
    List<NotEvaluated> passedOver() {
        var lines = new ArrayList<NotEvaluated>();
        unusedValues(lines);
        walk.charts().forEach(chart -> unusedCharts(chart, lines));
        return lines;
    }

    /** What other environments deploy may differ in every field. */
    private void unusedValues(List<NotEvaluated> lines) {
        var inCharts = new ArrayList<NotEvaluated.Subject>();
        var outside = new ArrayList<NotEvaluated.Subject>();
        Path first = null;
        for (Path file : valuesFiles) {
            Path chart = chartOf(file);
            var subject = new NotEvaluated.Subject(workspace.relative(file), workspace.start(file));
            if (chart.equals(file)) {
                outside.add(subject);
            } else if (!valuesFiles(chart).contains(file)) {
                inCharts.add(subject);
                // the line begins with the first by its path, and so does the fix
                first = first == null || workspace.relative(file).compareTo(workspace.relative(first)) < 0
                        ? file
                        : first;
            }
        }
        if (first != null) {
            lines.add(new NotEvaluated(
                    inCharts,
                    "the chart is evaluated with its default values, without this file",
                    "scan with -Daks-policy.values="
                            + Workspace.slashes(chartOf(first).relativize(first))));
        }
        if (!outside.isEmpty()) {
            lines.add(new NotEvaluated(
                    outside,
                    "no chart is evaluated with this values file",
                    "name the chart with its values in " + Verification.FILE_NAME + ", run aks-policy:verify"));
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
        boolean isNamed = VALUES.matcher(String.valueOf(file.getFileName())).matches();
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
            return ManifestReader.yamlDocument(file.text());
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
                        "if it is deployed, scan it by itself: -Daks-policy.directory=" + workspace.relative(inner)));
            }
        }
    }

    /** A library chart deploys nothing: what it makes is evaluated in the charts that use it. */
    private boolean isLibrary(Path chart) {
        try {
            ManifestFile file = ManifestFile.read(chart.resolve("Chart.yaml"), ReadLimits.DEFAULT, workspace);
            return ManifestReader.yamlDocument(file.text()) instanceof Node.Mapping mapping
                    && mapping.get("type") instanceof Node.Scalar type
                    && "library".equals(type.value());
        } catch (SourceException | ManifestException unreadable) {
            // Helm says what is wrong with it
            return false;
        }
    }
}
