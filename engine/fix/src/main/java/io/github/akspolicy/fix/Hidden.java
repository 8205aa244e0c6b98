package io.github.akspolicy.fix;

/** A key that must not be written a second time: the template has it, under a condition that does not hold. */
final class Hidden extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    /** @param line the index of the line */
    Hidden(int line) {
        this.line = line;
    }

    int line() {
        return line;
    }
}
