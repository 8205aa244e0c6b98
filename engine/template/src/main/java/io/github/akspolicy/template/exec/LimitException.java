package io.github.akspolicy.template.exec;

/** An execution that was given up: it says nothing of what Helm would do. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LimitException(String message) {
        super(message);
    }
}
