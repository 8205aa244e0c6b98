package io.github.akspolicy.evaluate.marks;

/** A mark that cannot be understood. */
public final class MarkException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    MarkException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the mark, from 1. */
    public int line() {
        return line;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
