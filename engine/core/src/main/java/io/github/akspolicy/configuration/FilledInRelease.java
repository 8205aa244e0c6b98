package io.github.akspolicy.configuration;

import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.PlaceholderValues;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyManifests;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release whose files get what a pipeline fills in.
 *
 * @param release as the repository has it
 * @param values of its environment
 */
record FilledInRelease(Release release, PlaceholderValues values) implements Release {
    @Override
    public ReleaseId id() {
        return release.id();
    }

    @Override
    public @Nullable String namespace() {
        return release.namespace();
    }

    @Override
    public List<String> provided() {
        return release.provided();
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        release.read(new Receiver() {
            @Override
            public void file(ManifestFile file) {
                receiver.file(values.fill(file));
            }

            @Override
            public void context(ManifestFile file) {
                receiver.context(values.fill(file));
            }

            @Override
            public void problem(Problem problem) {
                receiver.problem(problem);
            }

            @Override
            public void notEvaluated(NotEvaluated passedOver) {
                receiver.notEvaluated(passedOver);
            }

            @Override
            public void note(String text) {
                receiver.note(text);
            }

            @Override
            public void values(ChartValues chart) {
                receiver.values(chart);
            }

            @Override
            public void conditions(List<DeploymentCondition> conditions) {
                receiver.conditions(conditions);
            }
        });
    }

    @Override
    public @Nullable AbsentFields absentFields() {
        return release.absentFields();
    }

    @Override
    public ThirdPartyManifests thirdParty() {
        return release.thirdParty();
    }

    @Override
    public @Nullable Release otherState() {
        Release other = release.otherState();
        return other == null ? null : new FilledInRelease(other, values);
    }

    @Override
    public Release unwrapped() {
        return release.unwrapped();
    }

    @Override
    public Map<String, Integer> renders() {
        return release.renders();
    }
}
