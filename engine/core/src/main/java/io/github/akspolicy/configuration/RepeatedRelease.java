package io.github.akspolicy.configuration;

import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyManifests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release in another environment, too, where nothing differs. What was passed over in it, and notes on it, are said once.
 *
 * @param environment the name of the other environment
 */
record RepeatedRelease(Release release, String environment) implements Release {
    @Override
    public ReleaseId id() {
        ReleaseId id = release.id();
        return new ReleaseId(environment, id.source(), id.name(), id.isUpgrade());
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
        release.read(new Content(receiver));
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
        return other == null ? null : new RepeatedRelease(other, environment);
    }

    /** Passes on what is evaluated. */
    private record Content(Receiver receiver) implements Receiver {
        @Override
        public void file(ManifestFile file) {
            receiver.file(file);
        }

        @Override
        public void problem(Problem problem) {
            receiver.problem(problem);
        }

        @Override
        public void context(ManifestFile file) {
            receiver.context(file);
        }

        @Override
        public void values(ChartValues values) {
            receiver.values(values);
        }

        @Override
        public void conditions(List<DeploymentCondition> conditions) {
            receiver.conditions(conditions);
        }
    }
}
