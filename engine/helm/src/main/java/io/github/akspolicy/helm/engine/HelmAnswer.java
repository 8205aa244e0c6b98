package io.github.akspolicy.helm.engine;

/**
 * What Helm answered to one call, as it wrote it: hostile text, not fit for a console.
 *
 * @param output what it wrote, empty when nothing; under {@link HelmEngine.Mode#DEBUG} there may be an error beside it
 * @param error why it refused the chart, without hints that concern its command line; empty when it did not
 * @param log what it wrote to its standard error beside the error, such as warnings about values; at most 64 KiB
 */
public record HelmAnswer(String output, String error, String log) {
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

    /**
     * What templates wrote, whether or not Helm can read it.
     *
     * @throws HelmFailure when they did not get to write it
     */
    public String written() throws HelmFailure {
        return output.isBlank() ? accepted().output() : output;
    }
}
