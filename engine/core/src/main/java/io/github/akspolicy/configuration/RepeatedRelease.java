package io.github.akspolicy.configuration;

import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.util.Map;

/**
 * A release in another environment, too, where nothing differs. What was passed over in it, and notes on it, are said once.
 *
 * @param environment the name of the other environment
 */
record RepeatedRelease(Release release, String environment) implements WrappedRelease {
    @Override
    public ReleaseId id() {
        ReleaseId id = release.id();
        return new ReleaseId(environment, id.source(), id.name(), id.isUpgrade());
    }

    @Override
    public Release around(Release other) {
        return new RepeatedRelease(other, environment);
    }

    @Override
    public Release.Receiver passing(Release.Receiver receiver) {
        return new Evaluated(receiver);
    }

    /** They are counted where it is not repeated. */
    @Override
    public Map<String, Integer> renders() {
        return Map.of();
    }

    /** Passes on what is evaluated. */
    private record Evaluated(Release.Receiver receiver) implements WrappedRelease.Receiver {
        @Override
        public void notEvaluated(NotEvaluated passedOver) {}

        @Override
        public void note(String text) {}
    }
}
