package io.github.akspolicy.helm;

import io.github.akspolicy.helm.branch.DeploymentReach;
import io.github.akspolicy.helm.branch.DocumentFields;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.TextRenderer;
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
 * The other state of a release that is installed: its upgrade. A chart of which it is not certain that all conditions on the state
 * were found is rendered in it. What comes out otherwise is a branch not taken, which is named and evaluated.
 */
final class OtherState {
    /** Odd, and of more digits than those that releases begin with. */
    private static final int LATER = 101;

    private final ChartRequest request;
    private final Chart chart;
    private final ChartTwins twins;
    private final DeploymentReach reach;
    private final TextRenderer renderer;
    private final Set<DeploymentInput> found = new HashSet<>();

    /** Whether texts of ours stand in the place of keys: a chart that makes keys makes none then. */
    private boolean isWithoutKeys;

    /**
     * @param twins tells where templates are written
     * @param conditions those that were found
     * @param renderer the release
     */
    OtherState(
            ChartRequest request,
            Chart chart,
            ChartTwins twins,
            DeploymentReach reach,
            List<DeploymentCondition> conditions,
            TextRenderer renderer) {
        this.request = request;
        this.chart = chart;
        this.twins = twins;
        this.reach = reach;
        this.renderer = renderer;
        this.isWithoutKeys = twins.templateTexts().mayMakeKeys();
        conditions.forEach(condition -> found.addAll(condition.inputs()));
    }

    /**
     * What the comparison shows.
     *
     * @param conditions what differs and no condition explains
     * @param templates those that write other documents in an upgrade, which has to be evaluated, too
     * @param revision of that upgrade; 0 for none
     */
    record Differences(List<DeploymentCondition> conditions, Set<String> templates, int revision) {
        static final Differences NONE = new Differences(List.of(), Set.of(), 0);
    }

    /**
     * What differs and no condition explains.
     *
     * @param own the chart as it is
     * @throws HelmFailure when Helm itself fails
     */
    Differences differences(PlainRender own) throws HelmFailure, IOException, SourceException {
        List<String> values = own.values();
        if (reach.straysAt(values) == null && !reach.takesDetour()) {
            return Differences.NONE;
        }
        PlainRender mine = installation(own);
        PlainRender other;
        PlainRender later;
        try {
            other = render(RenderReason.OTHER_STATE, ChartRequest.FIRST_UPGRADE);
            later = reach.mayHideRevision(values) ? render(RenderReason.OTHER_STATE, LATER) : other;
        } catch (HelmFailure refused) {
            if (refused.isOfMachine() || Thread.currentThread().isInterrupted()) {
                throw refused;
            }
            // what such a release would be is not known; one that takes all time or memory is none for Helm either
            return found.contains(DeploymentInput.RELEASE_STATE)
                    ? Differences.NONE
                    : new Differences(
                            List.of(condition(chartFile(), List.of(DeploymentInput.RELEASE_STATE), Set.of(""))),
                            Set.of(),
                            0);
        }
        Set<String> upgraded = differing(mine, other);
        Set<String> revised = differing(other, later);
        if (upgraded.isEmpty() && revised.isEmpty()) {
            return Differences.NONE;
        }
        PlainRender again = render(RenderReason.COMPARISON, ChartRequest.INSTALLATION);
        var compared = new Comparison(mine, again);
        compared.add(upgraded, mine, other, DeploymentInput.RELEASE_STATE);
        if (!compared.templates.isEmpty()) {
            // one upgrade is evaluated: what a later one adds is a branch not taken
            Set<String> evaluated = Set.copyOf(compared.templates);
            compared.add(revised, other, later, DeploymentInput.REVISION);
            return new Differences(compared.conditions, evaluated, ChartRequest.FIRST_UPGRADE);
        }
        compared.add(revised, other, later, DeploymentInput.RELEASE_STATE);
        return new Differences(compared.conditions, compared.templates, compared.templates.isEmpty() ? 0 : LATER);
    }

    /** The installation to compare with. */
    private PlainRender installation(PlainRender own) throws HelmFailure, IOException, SourceException {
        if (isWithoutKeys) {
            try {
                return withoutKeys(RenderReason.COMPARISON, ChartRequest.INSTALLATION, false);
            } catch (HelmFailure refused) {
                if (refused.isOfEngine()) {
                    throw refused;
                }
                isWithoutKeys = false;
            }
        }
        return own;
    }

    /** A revision, the installation once more among them. */
    private PlainRender render(RenderReason reason, int revision) throws HelmFailure, IOException, SourceException {
        return isWithoutKeys
                ? withoutKeys(reason, revision, true)
                : renderer.at(revision).untouched(reason);
    }

    private PlainRender withoutKeys(RenderReason reason, int revision, boolean again)
            throws HelmFailure, IOException, SourceException {
        return renderer.at(revision).documents(reason, twins.compared(null, again), List.of());
    }

    /** The templates that write otherwise and of which it is not known why. */
    private Set<String> differing(PlainRender own, PlainRender other) {
        var paths = new TreeSet<>(own.files().keySet());
        paths.addAll(other.files().keySet());
        paths.removeIf(path -> text(own, path).equals(text(other, path))
                || (!reach.takesDetour() && isExplained(path))
                || ofState(path, fields(own, path), fields(other, path)).isEmpty());
        return paths;
    }

    /** Helm cuts the end of the file that comes last, which any may. */
    private static String text(PlainRender render, String path) {
        return render.files().getOrDefault(path, "").stripTrailing();
    }

    /** Collects what differs and is not random. */
    private final class Comparison {
        private final PlainRender own;
        private final PlainRender again;
        private final List<DeploymentCondition> conditions = new ArrayList<>();
        private final Set<String> templates = new TreeSet<>();

        Comparison(PlainRender own, PlainRender again) {
            this.own = own;
            this.again = again;
        }

        void add(Set<String> paths, PlainRender one, PlainRender other, DeploymentInput input) {
            for (String path : paths) {
                DocumentFields installed = fields(own, path);
                Set<String> random = installed.onlyOnce(fields(again, path));
                Set<String> ofState = ofState(path, fields(one, path), fields(other, path));
                ofState.removeAll(installed.changed(fields(again, path)));
                // among fields that come and go at random, those of the upgrade cannot be made out
                if (!random.isEmpty() || !ofState.isEmpty()) {
                    templates.add(shownPath(path));
                }
                if (!random.isEmpty()) {
                    if (!found.contains(DeploymentInput.RANDOM) && !found.contains(DeploymentInput.TIME)) {
                        name(path, List.of(DeploymentInput.TIME, DeploymentInput.RANDOM), random);
                    }
                } else if (!ofState.isEmpty() && !isExplained(path)) {
                    name(path, List.of(input), ofState);
                }
            }
        }

        private void name(String path, List<DeploymentInput> inputs, Set<String> fields) {
            conditions.add(condition(shownPath(path), inputs, fields));
        }
    }

    /** Whether it is known of a template that it writes the state as it is, or has a condition that was found. */
    private boolean isExplained(String path) {
        return reach.writesState(shownPath(path))
                && (found.contains(DeploymentInput.RELEASE_STATE) || found.contains(DeploymentInput.REVISION));
    }

    /** The fields that differ, without numbers where a template is known to write the revision. */
    private Set<String> ofState(String path, DocumentFields own, DocumentFields other) {
        Set<String> differing = own.onlyOnce(other);
        differing.addAll(reach.writesState(shownPath(path)) ? own.changedBeyondNumbers(other) : own.changed(other));
        return differing;
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
