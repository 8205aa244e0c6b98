package io.github.akspolicy.template.encode;

/** A value that cannot be written, or a text that cannot be read. The message is that of Go's libraries, in bytes. */
public final class EncodeException extends Exception {
    private static final long serialVersionUID = 1;

    EncodeException(String message) {
        super(message);
    }

    /** Go's message, in bytes. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
