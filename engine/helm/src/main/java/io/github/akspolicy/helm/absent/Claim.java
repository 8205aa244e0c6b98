package io.github.akspolicy.helm.absent;

import java.util.ArrayList;
import java.util.List;

/**
 * A value that makes a field appear, as an execution has shown.
 *
 * @param candidate the value
 * @param inside the field inside of it; empty for itself
 * @param tookAway whether the strongest layer that sets it took the field away
 * @param besides what else took it away, so that both have to go
 * @param proof the values with which the field appears
 */
record Claim(
        Candidate candidate, List<Object> inside, boolean tookAway, List<Candidate> besides, List<Candidate> proof) {
    /** A value that supplies a field. */
    static Claim supplied(Candidate candidate, List<Object> inside, Candidate proof) {
        return new Claim(candidate, List.copyOf(inside), false, List.of(), List.of(proof));
    }

    /** Values that took a field away, all of which have to go. */
    static Claim restored(List<Candidate> needed) {
        return new Claim(needed.get(0), List.of(), true, List.copyOf(needed.subList(1, needed.size())), needed);
    }

    /** The line that took a field away is the one to edit; a value that stands on it names the key inside of it, too. */
    Claim standingIn(Claim supplied) {
        return candidate.holds(supplied.key())
                ? new Claim(supplied.candidate, supplied.inside, true, besides, proof)
                : this;
    }

    /** The key of the field in the values of the chart that is rendered. */
    List<Object> key() {
        var key = new ArrayList<>(candidate.key());
        key.addAll(inside);
        return key;
    }
}
