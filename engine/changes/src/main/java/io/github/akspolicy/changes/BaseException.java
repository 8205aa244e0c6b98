package io.github.akspolicy.changes;

/** The base cannot be read: there is no repository, no such commit, or no place to write it to. */
public final class BaseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what and how to mend it */
    public BaseException(String message) {
        super(message);
    }

    BaseException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
