package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.plain.ChartCopies;
import io.github.akspolicy.helm.plain.ChartText;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.MarkedText;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders a chart once more when its release was rendered: with further values on top of those it was given, or with none. What it
 * holds on to until then is no more than the chart and the values.
 *
 * @param session the release, without values
 * @param place where charts are written
 * @param twins the chart
 * @param values what the user gives
 */
public record TrialRender(ChartSession session, Opening place, ChartTwins twins, UserValues values) {
    /** The revision of the release. */
    int revision() {
        return session.request().revision();
    }

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

        /** What trials have found for other releases of the chart. */
        EarlierTrials earlier();

        /** A new folder for one release. */
        Path release() throws IOException;

        @Override
        void close();
    }

    /** Renders with changed values. */
    interface Session {
        /**
         * Renders once.
         *
         * @param overlay values on top of all others
         */
        Trial render(Map<String, @Nullable Object> overlay);
    }

    /**
     * What came of values.
     *
     * @param texts what each template writes, by render path; null when Helm refuses the values
     * @param refusal why, in Helm's words; empty where it says nothing
     */
    record Trial(@Nullable Map<String, MarkedText> texts, String refusal) {
        private static final Trial NOTHING = new Trial(null, "");

        /** Whether Helm was not asked. */
        boolean isNone() {
            return this == NOTHING;
        }
    }

    /** What is done with a session. */
    @FunctionalInterface
    interface Use {
        void with(Session session, EarlierTrials earlier);
    }

    /**
     * Opens a session; nothing happens where the chart cannot be written or the engine fails.
     *
     * @param asked Helm's names of the templates that are asked about: others may not be rendered
     */
    void open(Collection<String> asked, Use use) {
        try (Place opened = place.open()) {
            Path folder = opened.release();
            var files = new ArrayList<>(values.write(folder));
            Path overlay = folder.resolve("trial.json");
            files.add(overlay);
            var renderer = new TextRenderer(session.with(files, values.integers()), opened.copies(), folder);
            ChartText chart = twins.trial(asked);
            renderer.write(chart);
            boolean[] hasEnded = {false};
            use.with(
                    changed -> hasEnded[0] ? Trial.NOTHING : rendered(renderer, chart, overlay, changed, hasEnded),
                    opened.earlier());
        } catch (IOException | HelmFailure cannotBeWritten) {
            // lines stay those of the templates
            return;
        }
    }

    /** What the third-party charts write without the user's, by Helm's names of the templates. */
    public Map<String, String> thirdParty() throws HelmFailure, SourceException, IOException {
        try (Place opened = place.open()) {
            return new TextRenderer(session, opened.copies(), opened.release())
                    .documents(RenderReason.THIRD_PARTY, twins.thirdParty(), List.of())
                    .files();
        }
    }

    private Trial rendered(
            TextRenderer renderer,
            ChartText chart,
            Path overlay,
            Map<String, @Nullable Object> changed,
            boolean[] hasEnded) {
        try {
            Files.writeString(overlay, JsonValues.write(changed));
            RenderReason reason = changed.isEmpty() ? RenderReason.MARKED : RenderReason.TRIAL;
            return new Trial(twins.texts(renderer.output(reason, chart)), "");
        } catch (HelmFailure refused) {
            // a chart that takes all time or memory with some value must not take it again with each half of the others
            hasEnded[0] = refused.isOfEngine();
            return hasEnded[0] ? Trial.NOTHING : new Trial(null, String.valueOf(refused.getMessage()));
        } catch (IOException unwritten) {
            return Trial.NOTHING;
        }
    }
}
