package io.github.akspolicy.template.chart;

/** An error with which Helm ends, in its words. */
public final class RenderException extends Exception {
    private static final long serialVersionUID = 1;

    public RenderException(String message) {
        super(message);
    }
}
