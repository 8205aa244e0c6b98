package io.github.akspolicy.helm.execution;

import io.github.akspolicy.template.value.Assumptions;

/**
 * What a deployment may be like.
 *
 * @param revision 1 for an installation, a later one for an upgrade
 * @param isLater whether it is another time, with other results of chance
 * @param findsObjects whether {@code lookup} finds what it is asked for
 * @param isOtherHelm whether it is Helm 4 rather than Helm 3, or the reverse
 */
public record Situation(int revision, boolean isLater, boolean findsObjects, boolean isOtherHelm) {
    /** What the render shows. */
    public static final Situation RENDERED = new Situation(1, false, false, false);

    /** The same at another revision. */
    public Situation at(int other) {
        return new Situation(other, isLater, findsObjects, isOtherHelm);
    }

    /** The same at another time. */
    public Situation later() {
        return new Situation(revision, true, findsObjects, isOtherHelm);
    }

    /** The same in a cluster that has what is looked up. */
    public Situation finding() {
        return new Situation(revision, isLater, true, isOtherHelm);
    }

    /** The same by the other Helm. */
    public Situation withOtherHelm() {
        return new Situation(revision, isLater, findsObjects, true);
    }

    /** For the executor. */
    public Assumptions assumptions() {
        return new Assumptions(isLater, findsObjects);
    }
}
