package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a scanned directory that are not YAML before a tool renders them: {@code {{ .Values.x }}} outside of a chart. What
 * of such a file is YAML is evaluated.
 */
final class ScannedTemplates {
    private static final Pattern DOCUMENTS = Pattern.compile("(?m)(?=^---)");
    private static final Pattern NO_BREAK = Pattern.compile("[^\\r\\n]+");

    private final FolderWalk walk;
    private final Workspace workspace;
    private final Map<Path, SortedSet<Path>> byFolder = new TreeMap<>();
    private final Set<NotEvaluated> ofCharts = new LinkedHashSet<>();

    ScannedTemplates(FolderWalk walk, Workspace workspace) {
        this.walk = walk;
        this.workspace = workspace;
    }

    /** The file with blank lines in the place of each document that no reader of YAML takes and that a tool fills in. */
    static ManifestFile rendered(ManifestFile file) {
        if (!isMarked(file.text()) || file.path().endsWith(".json")) {
            return file;
        }
        var text = new StringBuilder();
        for (String document : DOCUMENTS.split(file.text())) {
            text.append(
                    isMarked(document) && !isYaml(document)
                            ? NO_BREAK.matcher(document).replaceAll("")
                            : document);
        }
        return ManifestFile.asWritten(file.path(), text.toString());
    }

    private static boolean isMarked(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    private static boolean isYaml(String document) {
        try {
            ManifestReader.manifests(document);
            return true;
        } catch (ManifestException broken) {
            return false;
        }
    }

    /** Enters a file of which a document is a template. */
    void add(Path file) {
        if (walk.charts().stream().anyMatch(file::startsWith)) {
            ofCharts.add(new NotEvaluated(
                    workspace.relative(file),
                    "a chart's file outside of templates/ counts where a template prints it",
                    workspace.start(file),
                    ""));
        } else {
            byFolder.computeIfAbsent(Verification.parent(file), folder -> new TreeSet<>())
                    .add(file);
        }
    }

    /** One line for each folder, and those of charts. */
    List<NotEvaluated> passedOver() {
        var lines = new ArrayList<>(ofCharts);
        byFolder.forEach((folder, files) -> {
            Path chart = chartWithoutMetadata(folder);
            String name = workspace.relative(files.first());
            lines.add(new NotEvaluated(
                    files.size() == 1 ? name : workspace.relative(folder) + " (" + files.size() + " templates)",
                    chart == null
                            ? "a template outside of a chart is evaluated by its output, which is in no source"
                            : "a template in a folder templates without a Chart.yaml beside it belongs to no chart",
                    workspace.start(files.first()),
                    (chart == null ? "" : "add " + workspace.relative(chart.resolve("Chart.yaml")) + ", or ")
                            + "let its tool render "
                            + name
                            + ", and evaluate that"));
        });
        return lines;
    }

    /** The folder that lacks a {@code Chart.yaml} to be a chart with this one, or one around it, as its templates; else null. */
    private static @Nullable Path chartWithoutMetadata(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (at.endsWith("templates")) {
                return at.getParent();
            }
        }
        return null;
    }
}
