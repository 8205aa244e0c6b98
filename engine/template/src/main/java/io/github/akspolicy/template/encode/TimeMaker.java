package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.value.GoStruct;

/** Makes the times that templates see. */
public interface TimeMaker {
    /**
     * A time.
     *
     * @param seconds since 1970
     * @param nanos behind the second
     * @param zone the name of its time zone; empty if it has none
     * @param offset seconds that its clock is ahead of UTC
     */
    GoStruct time(long seconds, int nanos, String zone, int offset);
}
