package io.github.akspolicy.helm.engine;

/**
 * What Helm answered to one call, as it wrote it: hostile text, not fit for a console.
 *
 * @param output what it wrote, empty when it refused the chart
 * @param error why it refused the chart, without hints that concern its command line; empty when it did not
 * @param log what it wrote to its standard error beside the error, such as warnings about values; at most 64 KiB
 * @param hasHooks whether hooks are among the documents, if there are any
 * @param isWhole whether it is known that the output does not go on behind its end, as behind a NUL character
 */
public record HelmAnswer(String output, String error, String log, boolean hasHooks, boolean isWhole) {
    /** Whether Helm refused the chart. */
    public boolean failed() {
        return !error.isEmpty();
    }

    /**
     * This answer of a chart that must render.
     *
     * @throws HelmFailure when Helm refused it
     */
    public HelmAnswer accepted() throws HelmFailure {
        if (failed()) {
            throw new HelmFailure(error);
        }
        return this;
    }
}
