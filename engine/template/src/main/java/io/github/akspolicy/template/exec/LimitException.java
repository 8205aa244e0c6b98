package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.value.Site;
import org.jspecify.annotations.Nullable;

/** An execution that was given up: it says nothing of what Helm would do. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Site site;

    LimitException(String message) {
        this(message, null);
    }

    LimitException(String message, @Nullable Site site) {
        super(message);
        this.site = site;
    }

    /** The node of a template file that did not come to its end; null where it was not reached. */
    public @Nullable Site site() {
        return site;
    }
}
