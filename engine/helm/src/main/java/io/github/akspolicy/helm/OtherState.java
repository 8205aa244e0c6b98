package io.github.akspolicy.helm;

import io.github.akspolicy.helm.branch.DeploymentReach;
import io.github.akspolicy.helm.branch.DocumentFields;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The other state of a release: the upgrade where an installation is evaluated, and the other way round. A chart of which it is not
 * certain that all conditions on the state were found is rendered in it, and what comes out otherwise is a branch not taken.
 */
final class OtherState {
    private final ChartRequest request;
    private final Chart chart;
    private final ChartTwins twins;
    private final DeploymentReach reach;
    private final Set<DeploymentInput> found = new HashSet<>();

    /** Renders to compare: of the chart as it is, or all of them with texts of ours in the place of keys. */
    interface Renders {
        /** The release in its own state. */
        PlainRender own() throws HelmFailure, IOException;

        /** The release in a state, once more. */
        PlainRender of(RenderReason reason, boolean upgrade) throws HelmFailure, IOException, SourceException;
    }

    /**
     * @param twins tells where templates are written
     * @param conditions those that were found
     */
    OtherState(
            ChartRequest request,
            Chart chart,
            ChartTwins twins,
            DeploymentReach reach,
            List<DeploymentCondition> conditions) {
        this.request = request;
        this.chart = chart;
        this.twins = twins;
        this.reach = reach;
        conditions.forEach(condition -> found.addAll(condition.inputs()));
    }

    /**
     * What differs and no condition explains.
     *
     * @param own the chart as it is
     * @throws HelmFailure when Helm itself fails
     */
    List<DeploymentCondition> conditions(PlainRender own, Renders renders)
            throws HelmFailure, IOException, SourceException {
        List<String> values = own.scopes().values().stream()
                .map(PlainRender.ChartScope::values)
                .toList();
        if (reach.straysAt(values) == null) {
            return List.of();
        }
        PlainRender mine = renders.own();
        PlainRender other;
        try {
            other = renders.of(RenderReason.OTHER_STATE, !request.upgrade());
        } catch (HelmFailure refused) {
            if (refused.isOfEngine()) {
                throw refused;
            }
            // what such a release would be is not known
            return found.contains(DeploymentInput.RELEASE_STATE)
                    ? List.of()
                    : List.of(condition(chartFile(), List.of(DeploymentInput.RELEASE_STATE), Set.of("")));
        }
        Set<String> differing = differing(mine, other);
        return differing.isEmpty()
                ? List.of()
                : conditions(differing, mine, other, renders.of(RenderReason.COMPARISON, request.upgrade()));
    }

    /** The templates that write otherwise and of which it is not known why. */
    private Set<String> differing(PlainRender own, PlainRender other) {
        var paths = new TreeSet<>(own.files().keySet());
        paths.addAll(other.files().keySet());
        paths.removeIf(path -> text(own, path).equals(text(other, path))
                || unexplained(path, fields(own, path), fields(other, path)).isEmpty());
        return paths;
    }

    /** Helm cuts the end of the file that comes last, which any may. */
    private static String text(PlainRender render, String path) {
        return render.files().getOrDefault(path, "").stripTrailing();
    }

    private List<DeploymentCondition> conditions(
            Set<String> paths, PlainRender own, PlainRender other, PlainRender again) {
        var conditions = new ArrayList<DeploymentCondition>();
        for (String path : paths) {
            DocumentFields one = fields(own, path);
            DocumentFields same = fields(again, path);
            Set<String> random = one.onlyOnce(same);
            Set<String> ofState = unexplained(path, one, fields(other, path));
            ofState.removeAll(one.changed(same));
            if (!random.isEmpty()) {
                if (!found.contains(DeploymentInput.RANDOM) && !found.contains(DeploymentInput.TIME)) {
                    conditions.add(
                            condition(shownPath(path), List.of(DeploymentInput.TIME, DeploymentInput.RANDOM), random));
                }
            } else if (!ofState.isEmpty()) {
                conditions.add(condition(shownPath(path), List.of(DeploymentInput.RELEASE_STATE), ofState));
            }
        }
        return conditions;
    }

    /** The fields that differ, without what is known to write the state as it is or has a condition that was found. */
    private Set<String> unexplained(String path, DocumentFields own, DocumentFields other) {
        boolean isFollowed = reach.writesState(shownPath(path));
        boolean isNamed = found.contains(DeploymentInput.RELEASE_STATE) || found.contains(DeploymentInput.REVISION);
        if (isFollowed && isNamed) {
            return new TreeSet<>();
        }
        Set<String> unexplained = own.onlyOnce(other);
        unexplained.addAll(isFollowed ? own.changedBeyondNumbers(other) : own.changed(other));
        return unexplained;
    }

    private DocumentFields fields(PlainRender render, String path) {
        String text = text(render, path);
        try {
            return DocumentFields.of(RenderedManifests.parts(request, text));
        } catch (ManifestException unreadable) {
            return DocumentFields.of(List.of(text));
        }
    }

    private String shownPath(String renderPath) {
        ChartTwins.Source source = twins.source(renderPath);
        return source == null ? renderPath : source.file().shownPath();
    }

    private String chartFile() {
        @Nullable ChartFile file = chart.files().get("Chart.yaml");
        return file == null ? chart.name() : file.shownPath();
    }

    private static DeploymentCondition condition(String path, List<DeploymentInput> inputs, Set<String> fields) {
        return new DeploymentCondition(
                new SourceLocation(path, 1, 1, Role.TEMPLATE), inputs, DocumentFields.areSecretData(fields));
    }
}
