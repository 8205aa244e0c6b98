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
 * @param given what has to be set as well for it to appear
 * @param proof the values with which the field appears
 */
record Claim(
        Candidate candidate,
        List<Object> inside,
        boolean tookAway,
        List<Candidate> besides,
        List<Candidate> given,
        List<Candidate> proof) {
    /** A value that supplies a field where some others are given. */
    static Claim supplied(Candidate candidate, List<Object> inside, Candidate proof, List<Candidate> given) {
        var all = new ArrayList<>(given);
        all.add(0, proof);
        return new Claim(candidate, List.copyOf(inside), false, List.of(), List.copyOf(given), List.copyOf(all));
    }

    /** Values that took a field away, all of which have to go. */
    static Claim restored(List<Candidate> needed) {
        List<Candidate> besides = List.copyOf(needed.subList(1, needed.size()));
        return new Claim(needed.get(0), List.of(), true, besides, List.of(), needed);
    }

    /** The line that took a field away is the one to edit; a value that stands on it names the key inside of it, too. */
    Claim standingIn(Claim supplied) {
        return candidate.holds(supplied.key())
                ? new Claim(supplied.candidate, supplied.inside, true, besides, given, proof)
                : this;
    }

    /** The same where fewer values have to be given. */
    Claim givenOnly(List<Candidate> fewer) {
        return supplied(candidate, inside, proof.get(0), fewer);
    }

    /** Other values that have to become others as well. */
    List<Candidate> beside() {
        var both = new ArrayList<>(besides);
        both.addAll(given);
        return both;
    }

    /** The key of the field in the values of the chart that is rendered. */
    List<Object> key() {
        var key = new ArrayList<>(candidate.key());
        key.addAll(inside);
        return key;
    }
}
