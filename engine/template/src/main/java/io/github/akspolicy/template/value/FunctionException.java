package io.github.akspolicy.template.value;

/** What a function answers instead of a result: an error, or what Go calls a panic. The message is Go's. */
public final class FunctionException extends Exception {
    private static final long serialVersionUID = 1;

    public FunctionException(String message) {
        super(message);
    }

    /** An error of a template that the function executed; the message states it at its end. */
    public FunctionException(String before, Exception cause) {
        super(before + cause.getMessage(), cause);
    }

    /** Go's message. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
