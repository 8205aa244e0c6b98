package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.YamlFile;
import io.github.akspolicy.helm.engine.FailingLine;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.origin.RefusedValues;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.RenderFailure;
import io.github.akspolicy.helm.values.ConfidentialValues;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesSchemaFailure;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.IncompleteChartException;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says of a chart that Helm refused which line is the cause. */
record FailedRender(ChartRequest request, UserValues values, ChartTwins twins) {
    /** How Helm and Go's templates say that a value is missing. */
    private static final List<String> LACKING = List.of(
            "execution error at (",
            "nil pointer evaluating ",
            "index of untyped nil",
            "invalid value; expected ",
            "; got interface {}",
            "over <nil>",
            "of type <nil>",
            "<nil>.");

    /** How the validators of schemas say it. */
    private static final List<String> LACKING_OF_SCHEMA =
            List.of("missing propert", " is required", "got null, want", "given: null");

    private static final Pattern KUBE_VERSION =
            Pattern.compile("chart requires kubeVersion: (.*) which is incompatible with Kubernetes (\\S+)");

    SourceException explain(TextRenderer renderer, HelmFailure failure) throws IOException {
        if (failure.isOfMachine()) {
            return new SourceException(Problem.of(failure.getMessage()));
        }
        Problem version = kubeVersion(failure.getMessage());
        FailingLine line = failure.isOfEngine() ? renderer.failingLine(twins.served(null), failure) : null;
        if (line == null && version != null) {
            return new SourceException(version);
        }
        List<Problem> problems = line == null ? refused(failure.getMessage()) : List.of(at(line, failure));
        Set<String> confidential = ConfidentialValues.of(values, twins.instances());
        return line == null && lacksValues(failure.getMessage())
                ? IncompleteChartException.needingValues(problems, confidential)
                : new SourceException(problems, confidential);
    }

    private Problem at(FailingLine line, HelmFailure failure) {
        return Problem.at(
                twins.locate(line.file(), line.line()), "the template does not render: " + failure.getMessage(), "");
    }

    private List<Problem> refused(String error) {
        String chartPath = request.workspace().relative(request.chart());
        var layers = new ValuesLayers(values);
        List<Problem> schema = new ValuesSchemaFailure(twins.instances(), layers, chartPath).problems(error);
        return schema.isEmpty()
                ? List.of(new RefusedValues(twins.instances(), layers, twins)
                        .lead(RenderFailure.problem(error, chartPath, values::shownPath, twins), error))
                : schema;
    }

    /**
     * Whether Helm's error is that of a chart which lacks values: it asks for them by {@code required} or {@code fail}, its schema
     * does, or a template takes something of nothing.
     */
    private static boolean lacksValues(String message) {
        return LACKING.stream().anyMatch(message::contains)
                || (message.contains("don't meet the specifications of the schema")
                        && LACKING_OF_SCHEMA.stream().anyMatch(message::contains));
    }

    /**
     * The problem at the line of {@code Chart.yaml} where {@code kubeVersion} leaves out the version that the chart is rendered for.
     * Helm asks the outermost chart only.
     *
     * @return null when Helm's message is about something else
     */
    private @Nullable Problem kubeVersion(String message) {
        Matcher says = KUBE_VERSION.matcher(message);
        ChartFile file = twins.root().files().get("Chart.yaml");
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
