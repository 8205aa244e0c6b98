package io.github.akspolicy.helm.absent;

import io.github.akspolicy.source.AbsentField;
import java.util.List;

/**
 * A value that made a field appear.
 *
 * @param candidate the value
 * @param inside the field inside of it; empty for itself
 * @param tookAway whether the strongest layer that sets it took the field away
 * @param besides what else took it away, so that both have to go
 */
record Claim(Candidate candidate, List<Object> inside, boolean tookAway, List<Candidate> besides) {
    static Claim of(Candidate candidate, List<Object> inside) {
        return new Claim(candidate, inside, false, List.of());
    }

    /** The one that stands nearer to the field. */
    static Claim nearer(Claim one, Claim other) {
        return other.inside.size() < one.inside.size() ? other : one;
    }

    /** Whether a block has come to stand above what is written on the way to a field. */
    boolean isFar(AbsentField field) {
        int absent = field.place().path().segments().size()
                - field.place().nearest().segments().size();
        return inside.size() > absent;
    }
}
