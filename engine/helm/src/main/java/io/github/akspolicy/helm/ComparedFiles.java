package io.github.akspolicy.helm;

import io.github.akspolicy.helm.branch.DocumentFields;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What templates write in two renders of a chart.
 *
 * @param twins the chart, with the places of its templates
 */
record ComparedFiles(ChartRequest request, Chart chart, ChartTwins twins) {
    /** The templates whose text is not the same. */
    static Set<String> differing(PlainRender one, PlainRender other) {
        var paths = new TreeSet<>(one.files().keySet());
        paths.addAll(other.files().keySet());
        paths.removeIf(path -> text(one, path).equals(text(other, path)));
        return paths;
    }

    /** Helm cuts the end of the file that comes last, which any may. */
    private static String text(PlainRender render, String path) {
        return render.files().getOrDefault(path, "").stripTrailing();
    }

    DocumentFields fields(PlainRender render, String path) {
        String text = text(render, path);
        try {
            return DocumentFields.of(RenderedManifests.parts(request, text));
        } catch (ManifestException unreadable) {
            return DocumentFields.of(List.of(text));
        }
    }

    /** Where a template is written, as reports show it. */
    String shownPath(String renderPath) {
        ChartTwins.Source source = twins.source(renderPath);
        return source == null ? renderPath : source.file().shownPath();
    }

    /** A condition that no template shows. */
    DeploymentCondition hidden(String renderPath, List<DeploymentInput> inputs, Set<String> fields) {
        return condition(shownPath(renderPath), inputs, DocumentFields.areSecretData(fields));
    }

    /** A condition of a chart that does not render otherwise. */
    DeploymentCondition refused(List<DeploymentInput> inputs) {
        @Nullable ChartFile file = chart.files().get("Chart.yaml");
        return condition(file == null ? chart.name() : file.shownPath(), inputs, false);
    }

    private static DeploymentCondition condition(String path, List<DeploymentInput> inputs, boolean isSecretData) {
        return new DeploymentCondition(new SourceLocation(path, 1, 1, Role.TEMPLATE), inputs, isSecretData);
    }
}
