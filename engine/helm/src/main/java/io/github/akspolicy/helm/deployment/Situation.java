package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.template.value.Assumptions;

/**
 * What a deployment may be like.
 *
 * @param revision 1 for an installation, a later one for an upgrade
 * @param isLater whether it is another time, with other results of chance
 * @param findsObjects whether {@code lookup} finds what it is asked for
 * @param isOtherHelm whether it is Helm 4 rather than Helm 3, or the reverse
 */
record Situation(int revision, boolean isLater, boolean findsObjects, boolean isOtherHelm) {
    /** What the render shows. */
    static final Situation RENDERED = new Situation(1, false, false, false);

    Situation at(int other) {
        return new Situation(other, isLater, findsObjects, isOtherHelm);
    }

    Situation later() {
        return new Situation(revision, true, findsObjects, isOtherHelm);
    }

    Situation finding() {
        return new Situation(revision, isLater, true, isOtherHelm);
    }

    Situation withOtherHelm() {
        return new Situation(revision, isLater, findsObjects, true);
    }

    Assumptions assumptions() {
        return new Assumptions(isLater, findsObjects);
    }
}
