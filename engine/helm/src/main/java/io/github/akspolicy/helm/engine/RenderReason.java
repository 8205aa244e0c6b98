package io.github.akspolicy.helm.engine;

/** Why Helm is called for a chart. */
public enum RenderReason {
    /** The chart as it is: what policies evaluate. */
    UNTOUCHED("untouched"),
    /** The instrumented copy, for a field that is absent: which lines wrote what is around it. */
    MARKED("marked"),
    /** With the API versions of the cluster. */
    SERVED_APIS("servedApis"),
    /** Once more, to tell what a change of the chart does from what is random. */
    COMPARISON("comparison"),
    /** In the other state of its release, where a condition on it may have been missed. */
    OTHER_STATE("otherState"),
    /** With other values, for a field that is absent. */
    TRIAL("trial"),
    /** A chart of ours, to ask Helm something. */
    PROBE("probe"),
    /** No render: an archive of a dependency or of the chart. */
    PACKAGE("package");

    private final String key;

    RenderReason(String key) {
        this.key = key;
    }

    /** The key in reports. */
    public String key() {
        return key;
    }
}
