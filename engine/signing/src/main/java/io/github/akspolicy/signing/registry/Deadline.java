package io.github.akspolicy.signing.registry;

import java.time.Duration;

/** When somebody who has been asked must have answered in full, however slowly the answer comes. */
final class Deadline {
    private final long end;
    private final Duration given;

    private Deadline(long end, Duration given) {
        this.end = end;
        this.given = given;
    }

    static Deadline in(Duration given) {
        return new Deadline(System.nanoTime() + given.toNanos(), given);
    }

    /** The earlier one of this and one that begins now. */
    Deadline orIn(Duration shorter) {
        Deadline other = in(shorter);
        return other.end - end < 0 ? other : this;
    }

    /** What is left; at least a millisecond, because nobody accepts a time limit of nothing. */
    Duration left() {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    /** What was given: {@code 60 s}. */
    @Override
    public String toString() {
        return given.toMillis() % 1000 == 0 ? given.toSeconds() + " s" : given.toMillis() + " ms";
    }
}
