package io.github.akspolicy.helm.engine;

/** Helm itself, in whatever form. Implementations may be called from several threads. */
public interface HelmEngine {
    /**
     * What {@code helm template} writes: documents with {@code # Source:} lines. Hooks may be missing.
     *
     * @throws HelmFailure when Helm refuses the chart
     */
    String template(HelmCall call) throws HelmFailure;

    /** Name and version for messages, such as {@code helm v3.17.2 at /usr/bin/helm}. */
    String describe();
}
