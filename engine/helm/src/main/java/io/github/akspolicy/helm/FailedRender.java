package io.github.akspolicy.helm;

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
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ValuesNeededException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of a chart that Helm refused which line is the cause. */
record FailedRender(ChartRequest request, UserValues values, ChartTwins twins) {
    SourceException explain(TextRenderer renderer, HelmFailure failure) throws IOException {
        if (failure.isOfMachine()) {
            return new SourceException(Problem.of(failure.getMessage()));
        }
        Problem version = KubeVersionFailure.problem(failure.getMessage(), twins.root());
        FailingLine line = failure.isOfEngine() ? renderer.failingLine(twins.served(null), failure) : null;
        if (line == null && version != null) {
            return new SourceException(version);
        }
        List<Problem> problems = line == null ? refused(failure.getMessage()) : List.of(at(line, failure));
        Set<String> confidential = ConfidentialValues.of(values, twins.instances());
        return line == null && MissingValues.explains(failure.getMessage())
                ? new ValuesNeededException(problems, confidential)
                : new SourceException(problems, confidential);
    }

    private Problem at(FailingLine line, HelmFailure failure) {
        return Problem.at(
                twins.locate(line.file(), line.line()), "the template does not render: " + failure.getMessage(), "");
    }

    private List<Problem> refused(@Nullable String message) {
        String chartPath = request.workspace().relative(request.chart());
        var layers = new ValuesLayers(values);
        String error = String.valueOf(message);
        List<Problem> schema = new ValuesSchemaFailure(twins.instances(), layers, chartPath).problems(error);
        return schema.isEmpty()
                ? List.of(new RefusedValues(twins.instances(), layers, twins)
                        .lead(RenderFailure.problem(error, chartPath, values::shownPath, twins), error))
                : schema;
    }
}
