package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.exec.ExecutionException;
import org.jspecify.annotations.Nullable;

/** An error with which Helm ends, in its words. */
public final class RenderException extends Exception {
    private static final long serialVersionUID = 1;

    /** An error of a template, or of Helm. */
    public RenderException(String message) {
        super(message);
    }

    RenderException(String message, ExecutionException failure) {
        super(message, failure);
    }

    /** The error of the template, which says where it was; null where none was executed. */
    public @Nullable ExecutionException failure() {
        return (ExecutionException) getCause();
    }

    /** Whether the chart itself ends here: by {@code fail} or {@code required}. */
    public boolean isRefusal() {
        return failure() != null && ErrorTexts.isRefusal(failure());
    }
}
