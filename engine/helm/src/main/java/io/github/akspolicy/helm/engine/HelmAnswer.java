package io.github.akspolicy.helm.engine;

/**
 * What Helm answered to one call, as it wrote it.
 *
 * @param output what it wrote, empty when nothing; under {@link HelmEngine#templateDebug} there may be an error beside it
 * @param error why it refused the chart, without hints that concern its command line; empty when it did not
 */
public record HelmAnswer(String output, String error) {
    /** Whether Helm refused the chart. */
    public boolean failed() {
        return !error.isEmpty();
    }
}
