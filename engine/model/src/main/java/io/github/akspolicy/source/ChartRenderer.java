package io.github.akspolicy.source;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Renders charts. Found by {@link java.util.ServiceLoader}; {@code aks-policy-helm} brings the one there is. May be called from
 * several threads.
 */
public interface ChartRenderer {
    /**
     * A chart that was rendered.
     *
     * @param manifests what its templates wrote, hooks included, in the order of their paths
     * @param values those of the chart, then of each chart it brings that is not switched off
     * @param conditions those of its templates that a deployment may decide otherwise, sorted
     * @param upgradeThatDiffers the revision of an upgrade that writes other documents in a way that the text of no condition
     *     shows, so that it has to be rendered and evaluated, too; 0 for none, and of an upgrade itself
     * @param notes what a reader should know about the render and nothing is wrong with, such as warnings of Helm; text that may
     *     come from the chart
     * @param absentFields finds the values that decide about fields that are not there; null when it cannot
     * @param thirdParty what the third-party charts in it write alone
     * @param notEvaluated what of the chart was passed over, such as hooks of {@code helm test}
     * @param renders how often Helm was called for it so far, by reason
     */
    record Rendered(
            List<ManifestFile> manifests,
            List<ChartValues> values,
            List<DeploymentCondition> conditions,
            int upgradeThatDiffers,
            List<String> notes,
            @Nullable AbsentFields absentFields,
            ThirdPartyManifests thirdParty,
            List<NotEvaluated> notEvaluated,
            Supplier<Map<String, Integer>> renders) {
        public Rendered {
            notEvaluated = List.copyOf(notEvaluated);
            notes = List.copyOf(notes);
            manifests = List.copyOf(manifests);
            values = List.copyOf(values);
            conditions = List.copyOf(conditions);
        }

        /** A chart of which nobody knows what others wrote in it. */
        public Rendered(
                List<ManifestFile> manifests,
                List<ChartValues> values,
                List<DeploymentCondition> conditions,
                List<String> notes,
                @Nullable AbsentFields absentFields) {
            this(
                    manifests,
                    values,
                    conditions,
                    0,
                    notes,
                    absentFields,
                    ThirdPartyManifests.UNKNOWN,
                    List.of(),
                    Map::of);
        }

        /** A chart that no deployment makes render otherwise. */
        public Rendered(List<ManifestFile> manifests, List<ChartValues> values) {
            this(manifests, values, List.of(), List.of(), null);
        }
    }

    /**
     * Renders a chart as {@code helm template} would.
     *
     * @throws SourceException when the chart does not load or render: the problems name template file and line
     */
    Rendered render(ChartRequest request) throws SourceException;

    /**
     * The dependencies of a chart that look as if a repository supplied them, whatever the request says of them, sorted by
     * path; none within another one. Nothing is rendered.
     *
     * @throws SourceException when the chart does not load
     */
    default List<FetchedChart> fetched(ChartRequest request) throws SourceException {
        return List.of();
    }
}
