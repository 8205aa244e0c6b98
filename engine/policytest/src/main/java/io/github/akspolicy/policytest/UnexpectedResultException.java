package io.github.akspolicy.policytest;

/** A policy does not find what is marked, finds something else, or evaluates nothing. */
public final class UnexpectedResultException extends Exception {
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String actual;

    UnexpectedResultException(String message, String expected, String actual) {
        super(message);
        this.expected = expected;
        this.actual = actual;
    }

    /** The marks, one on a line; empty where no comparison went wrong. */
    public String expected() {
        return expected;
    }

    /** What was found, in the form of the marks. */
    public String actual() {
        return actual;
    }
}
