package io.github.akspolicy.configuration;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.PlaceholderValues;
import io.github.akspolicy.source.Release;

/**
 * A release whose files get what a pipeline fills in.
 *
 * @param release as the repository has it
 * @param values of its environment
 */
record FilledInRelease(Release release, PlaceholderValues values) implements WrappedRelease {
    @Override
    public Release around(Release other) {
        return new FilledInRelease(other, values);
    }

    @Override
    public Release.Receiver passing(Release.Receiver receiver) {
        return new Filled(receiver, values);
    }

    private record Filled(Release.Receiver receiver, PlaceholderValues values) implements WrappedRelease.Receiver {
        @Override
        public void file(ManifestFile file) {
            receiver.file(values.fill(file));
        }

        @Override
        public void context(ManifestFile file) {
            receiver.context(values.fill(file));
        }
    }
}
