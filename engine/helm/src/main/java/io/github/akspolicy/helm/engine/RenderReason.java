package io.github.akspolicy.helm.engine;

/** Why Helm is called for a chart. */
public enum RenderReason {
    /** The chart as it is: what policies evaluate. */
    UNTOUCHED("untouched"),
    /** A copy in which lookups find nothing, where the library cannot look up. */
    LOOKUP("lookup"),
    /** With other values, for a field that is absent. */
    TRIAL("trial"),
    /** No render: an archive of a dependency. */
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
