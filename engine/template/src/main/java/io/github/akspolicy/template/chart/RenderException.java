package io.github.akspolicy.template.chart;

/** An error with which Helm ends, in its words. */
public final class RenderException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean refusal;

    /** An error of a template, or of Helm. */
    public RenderException(String message) {
        this(message, false);
    }

    RenderException(String message, boolean refusal) {
        super(message);
        this.refusal = refusal;
    }

    /** Whether the chart itself ends here: by {@code fail} or {@code required}. */
    public boolean isRefusal() {
        return refusal;
    }
}
