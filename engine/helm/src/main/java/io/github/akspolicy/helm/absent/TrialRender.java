package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.helm.execution.ExecutedRelease;
import io.github.akspolicy.helm.execution.ReleaseExecution;
import io.github.akspolicy.helm.plain.ChartCopies;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.value.Caller.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Executes and renders a chart once more when its release was rendered: with further values on top of those it was given, or with
 * none. What it holds on to until then is no more than the chart and the values.
 *
 * @param session the release, without values
 * @param place where charts are written
 * @param values what the user gives
 */
public record TrialRender(ChartSession session, Opening place, UserValues values) {
    /** Opens the place where charts are written. */
    @FunctionalInterface
    public interface Opening {
        /** The place, which stays until it is closed. */
        Place open() throws IOException;
    }

    /** Where charts are written. */
    public interface Place extends AutoCloseable {
        /** What is written for all releases of the chart. */
        ChartCopies copies();

        /** The chart for the executor of templates. */
        ExecutedChart executed(Dialect dialect) throws RenderException;

        /** What was found for other releases of the chart. */
        KnownClaims known();

        /** A new folder for one release. */
        Path release() throws IOException;

        @Override
        void close();
    }

    /** Executions of the release; null where the chart cannot be executed. */
    @Nullable
    Executions executions() {
        try (Place opened = place.open()) {
            ExecutedChart chart = opened.executed(Dialect.of(session.version()));
            return new Executions(ExecutedRelease.of(chart, session.request(), values), opened.known());
        } catch (IOException | RenderException notExecuted) {
            return null;
        }
    }

    /**
     * What templates write with values on top of all others, by Helm's names of them; null where Helm refuses the values, or
     * cannot be asked.
     *
     * @param unasked is told why Helm was not asked
     */
    @Nullable
    Map<String, String> rendered(Map<String, @Nullable Object> changes, Consumer<String> unasked) {
        try (Place opened = place.open()) {
            Path folder = opened.release();
            var files = new ArrayList<>(values.write(folder));
            byte[] overlay = JsonValues.write(changes).getBytes(StandardCharsets.UTF_8);
            files.add(Files.write(folder.resolve("trial.json"), overlay));
            String version = session.version();
            var release = new ReleaseExecution(
                    () -> ExecutedRelease.of(opened.executed(Dialect.of(version)), session.request(), values)
                            .with(ExecutedChart.values(overlay)),
                    session.request(),
                    version);
            return new TextRenderer(session.with(files, values.integers()), opened.copies(), release)
                    .documents(RenderReason.TRIAL)
                    .files();
        } catch (HelmFailure | SourceException refused) {
            // lines stay those of the templates
            return null;
        } catch (IOException unwritten) {
            unasked.accept("values to try could not be written: "
                    + unwritten.getClass().getSimpleName());
            return null;
        }
    }
}
