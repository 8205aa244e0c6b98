package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestDetection;
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
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The charts of a scanned directory: which are deployed with which values, and what of them no render takes up. */
final class ScannedCharts {
    private static final Pattern VALUES = Pattern.compile("(?i)(.*[-._])?values([-._].*)?\\.ya?ml");
    private static final int SHOWN = 3;

    private final FolderWalk walk;
    private final Workspace workspace;
    private final List<String> values;

    /** @param values the values files that are asked for, each relative to the folder of the charts that have it */
    ScannedCharts(FolderWalk walk, Workspace workspace, List<String> values, Problems problems) {
        this.walk = walk;
        this.workspace = workspace;
        this.values = values;
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

    /** What the folders of charts hold and no render takes up. */
    List<NotEvaluated> passedOver() {
        var lines = new ArrayList<NotEvaluated>();
        for (Path chart : walk.charts()) {
            unusedValues(chart, lines);
            unusedCharts(chart, lines);
        }
        return lines;
    }

    /** One line for each chart: what other environments deploy may differ in every field. */
    private void unusedValues(Path chart, List<NotEvaluated> lines) {
        List<Path> used = valuesFiles(chart);
        List<String> unused = walk.files().stream()
                .filter(file -> chart.equals(chartOf(file)) && !used.contains(file) && isValuesFile(file))
                // those beside Chart.yaml first: what lies deeper is mostly for tests of the chart
                .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()))
                .map(file -> Workspace.slashes(chart.relativize(file)))
                .toList();
        if (!unused.isEmpty()) {
            String first = unused.get(0);
            lines.add(new NotEvaluated(
                    names(unused) + (unused.size() == 1 ? " is" : " are") + " not used: the chart "
                            + workspace.relative(chart) + " is evaluated with its default values",
                    workspace.start(chart.resolve(first)),
                    "scan with -Daks-policy.values=" + first + ", or name environments and values in "
                            + Verification.FILE_NAME + " and run aks-policy:verify"));
        }
    }

    private static String names(List<String> files) {
        int more = files.size() - SHOWN;
        return String.join(", ", files.subList(0, Math.min(SHOWN, files.size())))
                + (more <= 0 ? "" : " and " + more + " more values files");
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

    private boolean isValuesFile(Path file) {
        if (!VALUES.matcher(String.valueOf(file.getFileName())).matches()) {
            return false;
        }
        try {
            return ManifestDetection.of(ManifestFile.read(file, ReadLimits.DEFAULT, workspace))
                    == ManifestDetection.Result.OTHER;
        } catch (SourceException unreadable) {
            // read as a manifest, which says why
            return false;
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
                        "no release brings the chart " + workspace.relative(inner) + ": "
                                + (isLibrary
                                        ? workspace.relative(chart) + " is a library, which deploys nothing"
                                        : "Helm leaves out names in charts that begin with " + name.charAt(0)),
                        workspace.start(inner.resolve("Chart.yaml")),
                        "where it is deployed, scan it by itself with -Daks-policy.directory="
                                + workspace.relative(inner)));
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
