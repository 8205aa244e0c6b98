package io.github.akspolicy.helm;

import io.github.akspolicy.helm.branch.DeploymentReach;
import io.github.akspolicy.helm.branch.DocumentFields;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.plain.ChartText;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceException;
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

    private static final String DIFFERS =
            " writes other documents in an upgrade, which is evaluated, too: not all ways that"
                    + " the state of the release takes in this chart are seen in its text";

    private static final String DIFFERS_LATER =
            " writes other documents at another time or with other random values, which are evaluated as an upgrade, too: not all"
                    + " ways that they take in this chart are seen in its text";

    private static final List<DeploymentInput> RELEASED =
            List.of(DeploymentInput.RELEASE_STATE, DeploymentInput.REVISION);
    private static final List<DeploymentInput> RELEASE = List.of(DeploymentInput.RELEASE_STATE);
    private static final List<DeploymentInput> MOMENT = List.of(DeploymentInput.TIME, DeploymentInput.RANDOM);

    private final ComparedFiles compared;
    private final DeploymentReach reach;
    private final TextRenderer renderer;
    private final Set<DeploymentInput> found = new HashSet<>();
    private final Set<String> momentPaths = new HashSet<>();

    /** Whether texts of ours stand in the place of keys: a chart that makes keys makes none then. */
    private boolean isWithoutKeys;

    /** Whether another time or other random values are compared, too. */
    private boolean hidesMoment;

    /** Whether conditions were found that explain what an upgrade writes otherwise. */
    private boolean isExplained;

    /**
     * @param conditions those that were found
     * @param renderer the release
     */
    OtherState(
            ComparedFiles compared,
            DeploymentReach reach,
            List<DeploymentCondition> conditions,
            TextRenderer renderer) {
        this.compared = compared;
        this.reach = reach;
        this.renderer = renderer;
        this.isWithoutKeys = compared.twins().templateTexts().mayMakeKeys();
        for (DeploymentCondition condition : conditions) {
            found.addAll(condition.inputs());
            if (MOMENT.stream().anyMatch(condition.inputs()::contains)) {
                momentPaths.add(condition.at().path());
            }
        }
    }

    /**
     * What differs and no condition explains.
     *
     * @param own the chart as it is
     * @throws HelmFailure when Helm itself fails
     */
    Differences differences(PlainRender own) throws HelmFailure, IOException, SourceException {
        List<String> values = own.values();
        isExplained = !reach.takesDetour() && RELEASED.stream().anyMatch(found::contains);
        boolean hidesState = reach.straysAt(values) != null || reach.takesDetour();
        hidesMoment = reach.mayHideMoment(values);
        if (!hidesState && !hidesMoment) {
            return Differences.NONE;
        }
        PlainRender mine = installation(own);
        var conditions = new ArrayList<DeploymentCondition>();
        PlainRender other =
                hidesState ? unlessRefused(RELEASE, conditions, () -> other(ChartRequest.FIRST_UPGRADE)) : null;
        int revision = other == null ? ChartRequest.INSTALLATION : LATER;
        PlainRender later = null;
        if (hidesMoment) {
            later = unlessRefused(MOMENT, conditions, () -> later(revision));
            hidesMoment = later != null;
        }
        if (later == null && other != null && reach.mayHideRevision(values)) {
            later = unlessRefused(RELEASE, conditions, () -> other(revision));
        }
        return compared(mine, other == null ? mine : other, later, conditions);
    }

    /** @param later null where it is equal to the other one */
    private Differences compared(
            PlainRender mine, PlainRender other, @Nullable PlainRender later, List<DeploymentCondition> conditions)
            throws HelmFailure, IOException, SourceException {
        Set<String> upgraded = differing(mine, other);
        Set<String> revised = later == null ? Set.of() : differing(other, later);
        if (upgraded.isEmpty() && revised.isEmpty()) {
            return new Differences(conditions, List.of(), 0);
        }
        PlainRender again = again(other == mine ? later : null, conditions);
        var comparison = new Comparison(mine, again, conditions);
        comparison.add(upgraded, mine, other, DeploymentInput.RELEASE_STATE);
        boolean isUpgraded = !comparison.templates.isEmpty();
        // one upgrade is evaluated: what a later one adds is a branch not taken
        Set<String> evaluated = isUpgraded ? Set.copyOf(comparison.templates) : comparison.templates;
        comparison.add(
                revised,
                other,
                later == null ? other : later,
                isUpgraded ? DeploymentInput.REVISION : DeploymentInput.RELEASE_STATE);
        boolean isLater = hidesMoment && !isUpgraded;
        int revision = isLater ? ChartRequest.UPGRADE_AT_ANOTHER_TIME : isUpgraded ? ChartRequest.FIRST_UPGRADE : LATER;
        boolean isDeployed = !evaluated.isEmpty() && isDeployed(revision, isLater, conditions);
        return Differences.of(
                conditions, isDeployed ? evaluated : Set.of(), isLater ? DIFFERS_LATER : DIFFERS, revision);
    }

    /** Whether the chart itself renders as what is to be evaluated; what was compared may have been copies of it. */
    private boolean isDeployed(int revision, boolean isLater, List<DeploymentCondition> conditions)
            throws HelmFailure, IOException, SourceException {
        if (!isLater && !isExplained) {
            return true;
        }
        return unlessRefused(
                        RELEASE,
                        conditions,
                        () -> isLater
                                ? atAnotherTime(RenderReason.OTHER_STATE, revision)
                                : render(RenderReason.OTHER_STATE, revision))
                != null;
    }

    /**
     * The installation once more.
     *
     * @param known it at another time; null where it was not rendered
     */
    private PlainRender again(@Nullable PlainRender known, List<DeploymentCondition> conditions)
            throws HelmFailure, IOException, SourceException {
        PlainRender again = known != null || !hidesMoment
                ? known
                : unlessRefused(
                        MOMENT, conditions, () -> atAnotherTime(RenderReason.COMPARISON, ChartRequest.INSTALLATION));
        return again == null ? render(RenderReason.COMPARISON, ChartRequest.INSTALLATION) : again;
    }

    /** A render of the chart. */
    private interface Rendering {
        PlainRender render() throws HelmFailure, IOException, SourceException;
    }

    /** What such a release would be is not known of a chart that refuses it: that is named. */
    private @Nullable PlainRender unlessRefused(
            List<DeploymentInput> inputs, List<DeploymentCondition> conditions, Rendering rendering)
            throws HelmFailure, IOException, SourceException {
        try {
            return rendering.render();
        } catch (HelmFailure refused) {
            // one that takes all time or memory is none for Helm either
            if (refused.isOfMachine() || Thread.currentThread().isInterrupted()) {
                throw refused;
            }
            if (inputs.stream().noneMatch(found::contains)) {
                conditions.add(compared.refused(inputs));
            }
            return null;
        }
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
        return renderer.at(revision).documents(reason, compared.twins().compared(null, again), List.of());
    }

    /** What no condition that was found explains of a revision. */
    private PlainRender other(int revision) throws HelmFailure, IOException, SourceException {
        return isExplained
                ? asInstalled(compared.twins().asInstalled(isWithoutKeys), revision)
                : render(RenderReason.OTHER_STATE, revision);
    }

    private PlainRender later(int revision) throws HelmFailure, IOException, SourceException {
        return isExplained
                ? asInstalled(compared.twins().later().asInstalled(false), revision)
                : atAnotherTime(RenderReason.OTHER_STATE, revision);
    }

    private PlainRender asInstalled(ChartText text, int revision) throws HelmFailure, IOException, SourceException {
        return renderer.at(revision).documents(RenderReason.OTHER_STATE, text, List.of());
    }

    private PlainRender atAnotherTime(RenderReason reason, int revision)
            throws HelmFailure, IOException, SourceException {
        return renderer.at(revision).documents(reason, compared.twins().later().served(null), List.of());
    }

    /** The templates that write otherwise and of which it is not known why. */
    private Set<String> differing(PlainRender own, PlainRender other) {
        Set<String> paths = ComparedFiles.differing(own, other);
        paths.removeIf(path -> ofState(path, compared.fields(own, path), compared.fields(other, path))
                .isEmpty());
        return paths;
    }

    /** Collects what differs and is not random. */
    private final class Comparison {
        private final PlainRender own;
        private final PlainRender again;
        private final List<DeploymentCondition> conditions;
        private final Set<String> templates = new TreeSet<>();

        Comparison(PlainRender own, PlainRender again, List<DeploymentCondition> conditions) {
            this.own = own;
            this.again = again;
            this.conditions = conditions;
        }

        void add(Set<String> paths, PlainRender one, PlainRender other, DeploymentInput input) {
            for (String path : paths) {
                DocumentFields first = compared.fields(one, path);
                DocumentFields second = compared.fields(other, path);
                Set<String> random = ofMoment(path);
                Set<String> ofState = ofState(path, first, second);
                ofState.removeAll(compared.fields(own, path).changed(compared.fields(again, path)));
                // among fields that come and go at random, those of the upgrade cannot be made out
                boolean isRandom = !random.isEmpty() && !first.decided(second).isEmpty();
                if (isRandom || !ofState.isEmpty()) {
                    templates.add(compared.shownPath(path));
                }
                if (isRandom) {
                    if (!isNamed(path)) {
                        conditions.add(compared.hidden(path, MOMENT, random));
                    }
                } else if (!ofState.isEmpty() && !isExplained(path)) {
                    conditions.add(compared.hidden(path, List.of(input), ofState));
                }
            }
        }

        /** The fields that come and go at random, or by the time. */
        private Set<String> ofMoment(String path) {
            DocumentFields installed = compared.fields(own, path);
            DocumentFields others = compared.fields(again, path);
            return hidesMoment ? installed.decided(others) : installed.onlyOnce(others);
        }

        private boolean isNamed(String path) {
            return hidesMoment
                    ? momentPaths.contains(compared.shownPath(path))
                    : MOMENT.stream().anyMatch(found::contains);
        }
    }

    /** Whether it is known of a template that it writes the state as it is, or has a condition that was found. */
    private boolean isExplained(String path) {
        return reach.writesState(compared.shownPath(path))
                && (found.contains(DeploymentInput.RELEASE_STATE) || found.contains(DeploymentInput.REVISION));
    }

    /** The fields that differ, without numbers where a template is known to write the revision. */
    private Set<String> ofState(String path, DocumentFields own, DocumentFields other) {
        Set<String> differing = own.onlyOnce(other);
        differing.addAll(
                reach.writesState(compared.shownPath(path)) ? own.changedBeyondNumbers(other) : own.changed(other));
        return differing;
    }
}
