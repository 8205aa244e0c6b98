package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.ReleaseId;

/** Hears how far an evaluation is. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens. */
    Progress NONE = (release, index, total) -> {};

    /**
     * A release is about to be read.
     *
     * @param index counted from 1
     * @param total the number of releases
     */
    void release(ReleaseId release, int index, int total);
}
