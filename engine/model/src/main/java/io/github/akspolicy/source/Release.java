package io.github.akspolicy.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source for one environment that can be read. Reading may take long and may be asked once; each file is handed over
 * as soon as it is there, so that a release of any size passes through a small heap. Several releases are read at the same time,
 * each by one thread.
 */
public interface Release {
    ReleaseId id();

    /** The namespace it is deployed into, or null when the configuration does not say. */
    default @Nullable String namespace() {
        return null;
    }

    /** Values keys that the pipeline provides at deployment: what they make is unknown, not wrong. */
    default List<String> provided() {
        return List.of();
    }

    /**
     * Hands over every manifest file. A problem with one file is reported and the others go on.
     *
     * @throws SourceException when nothing can be read: the chart does not render, the folder is missing
     */
    void read(Receiver receiver) throws SourceException;

    /** What finds out why fields are absent, once the release was read; null where every line is known without. */
    default @Nullable AbsentFields absentFields() {
        return null;
    }

    /** What the third-party charts in it write alone, once the release was read. */
    default ThirdPartyManifests thirdParty() {
        return ThirdPartyManifests.UNKNOWN;
    }

    /**
     * The same release in another state that has to be evaluated beside it, once the release was read; null where nothing shows
     * that it differs, or where it is planned anyway.
     */
    default @Nullable Release otherState() {
        return null;
    }

    /** What it is without what is put around it, such as the values of placeholders. */
    default Release unwrapped() {
        return this;
    }

    /** How often Helm was called for it so far, by reason; empty where it is not rendered. */
    default Map<String, Integer> renders() {
        return Map.of();
    }

    /** Takes what a release consists of. */
    interface Receiver {
        void file(ManifestFile file);

        void problem(Problem problem);

        /** Takes objects that lie around the release: policies find them in their indexes, none evaluates them. */
        default void context(ManifestFile file) {}

        /** Takes what the release holds and was passed over. Those who evaluate enter it in their account. */
        default void notEvaluated(NotEvaluated passedOver) {}

        /** Something that a reader should know about the release and nothing is wrong with; text that may come from input. */
        default void note(String text) {}

        /** Values of a chart, once all files have come. Most have no use for them. */
        default void values(ChartValues values) {}

        /** The conditions of a chart's templates that a deployment may decide otherwise. */
        default void conditions(List<DeploymentCondition> conditions) {}
    }
}
