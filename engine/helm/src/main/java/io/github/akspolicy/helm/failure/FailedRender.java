package io.github.akspolicy.helm.failure;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.chart.YamlFile;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.execution.ReleaseExecution.Loading;
import io.github.akspolicy.helm.execution.TemplatePlaces;
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
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.value.Site;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says of a chart that Helm refused which line is the cause.
 *
 * @param instances its charts, the root first
 * @param places where its templates are written
 */
public record FailedRender(ChartRequest request, UserValues values, List<Instance> instances, TemplatePlaces places) {
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

    /**
     * The line of a failure, and the reason.
     *
     * @param loading the same release for the executor, as the Helm which failed
     */
    public SourceException explain(HelmFailure failure, Loading loading) {
        String message = failure.getMessage();
        if (failure.isOfMachine()) {
            return new SourceException(Problem.of(message));
        }
        Problem cluster = kubeVersion(message);
        Problem gaveUp = failure.isOfEngine() ? gaveUp(message, loading) : null;
        if (gaveUp == null && cluster != null) {
            return new SourceException(cluster);
        }
        List<Problem> problems = gaveUp == null ? refused(message, loading) : List.of(gaveUp);
        Set<String> confidential = ConfidentialValues.of(values, instances);
        return gaveUp == null && lacksValues(message)
                ? IncompleteChartException.needingValues(problems, confidential)
                : new SourceException(problems, confidential);
    }

    /** Helm took too much, and cannot say any more where: the executor says what it did not come beyond, if it gave up, too. */
    private @Nullable Problem gaveUp(String message, Loading loading) {
        FailedExecution execution = executed(loading);
        Site at = execution == null ? null : execution.gaveUp();
        return at == null
                ? null
                : Problem.at(places.of(at.node(), at.caller()), "the template does not render: " + message, "");
    }

    private List<Problem> refused(String message, Loading loading) {
        String chartPath = request.workspace().relative(request.chart());
        var layers = new ValuesLayers(values);
        List<Problem> schema = new ValuesSchemaFailure(instances, layers, chartPath).problems(message);
        if (!schema.isEmpty()) {
            return schema;
        }
        Problem problem = problem(message, chartPath);
        FailedExecution execution = executed(loading);
        if (execution == null || !execution.hasFailed() || !isSame(problem, problem(execution.message(), chartPath))) {
            return List.of(problem);
        }
        return List.of(new RefusedValues(instances, layers).lead(problem, message, execution));
    }

    private Problem problem(String message, String chartPath) {
        return RenderFailure.problem(message, chartPath, values::shownPath, places);
    }

    /** Whether two errors are of one line, and as far as they are shown in the same words. */
    private static boolean isSame(Problem helms, Problem ours) {
        SourceLocation one = helms.at();
        SourceLocation other = ours.at();
        return one != null
                && other != null
                && one.path().equals(other.path())
                && one.line() == other.line()
                && helms.message().equals(ours.message());
    }

    /** The same release in the executor; null where it cannot be executed. */
    private @Nullable FailedExecution executed(Loading loading) {
        try {
            return FailedExecution.of(loading.release());
        } catch (RenderException ofValues) {
            return null;
        }
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
        ChartFile file = instances.get(0).chart().files().get("Chart.yaml");
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
