package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.YamlFile;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A chart whose {@code kubeVersion} leaves out the version that it is rendered for. Helm asks the outermost chart only. */
final class KubeVersionFailure {
    private static final Pattern MESSAGE =
            Pattern.compile("chart requires kubeVersion: (.*) which is incompatible with Kubernetes (\\S+)");

    private KubeVersionFailure() {}

    /**
     * The problem at the line of {@code Chart.yaml} that says so.
     *
     * @return null when Helm's message is about something else
     */
    static @Nullable Problem problem(String message, Chart chart) {
        Matcher says = MESSAGE.matcher(message);
        ChartFile file = chart.files().get("Chart.yaml");
        if (!says.find() || file == null) {
            return null;
        }
        Position at = position(file);
        return Problem.at(
                new SourceLocation(file.shownPath(), at.line(), at.column(), Role.TEMPLATE),
                "kubeVersion: Helm renders the chart for Kubernetes " + says.group(1) + " only, not for "
                        + says.group(2),
                "set kubeVersion of the environment to the version of its cluster, or widen the range here");
    }

    private static Position position(ChartFile file) {
        try {
            Node.Entry entry =
                    YamlFile.mapping(ManifestReader.decode(file.content())).entry("kubeVersion");
            return entry == null ? Position.START : entry.keyPosition();
        } catch (ManifestException unreadable) {
            // Helm has read it
            return Position.START;
        }
    }
}
