package io.github.akspolicy.configuration;

import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyManifests;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something around a release: what it does not say otherwise is as the release has it. */
interface WrappedRelease extends Release {
    Release release();

    /** The same around another release. */
    Release around(Release other);

    /** What takes the content of the release, for a receiver of what this makes of it. */
    Release.Receiver passing(Release.Receiver receiver);

    @Override
    default ReleaseId id() {
        return release().id();
    }

    @Override
    default @Nullable String namespace() {
        return release().namespace();
    }

    @Override
    default List<String> provided() {
        return release().provided();
    }

    @Override
    default void read(Release.Receiver receiver) throws SourceException {
        release().read(passing(receiver));
    }

    @Override
    default @Nullable AbsentFields absentFields() {
        return release().absentFields();
    }

    @Override
    default ThirdPartyManifests thirdParty() {
        return release().thirdParty();
    }

    @Override
    default @Nullable Release otherState() {
        Release other = release().otherState();
        return other == null ? null : around(other);
    }

    @Override
    default Release unwrapped() {
        return release().unwrapped();
    }

    @Override
    default Map<String, Integer> renders() {
        return release().renders();
    }

    /** Passes everything on. */
    interface Receiver extends Release.Receiver {
        Release.Receiver receiver();

        @Override
        default void file(ManifestFile file) {
            receiver().file(file);
        }

        @Override
        default void problem(Problem problem) {
            receiver().problem(problem);
        }

        @Override
        default void context(ManifestFile file) {
            receiver().context(file);
        }

        @Override
        default void notEvaluated(NotEvaluated passedOver) {
            receiver().notEvaluated(passedOver);
        }

        @Override
        default void note(String text) {
            receiver().note(text);
        }

        @Override
        default void values(ChartValues values) {
            receiver().values(values);
        }

        @Override
        default void conditions(List<DeploymentCondition> conditions) {
            receiver().conditions(conditions);
        }
    }
}
