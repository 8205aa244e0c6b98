package io.github.akspolicy.fix;

/** A key that must not be written a second time: the template has it, under a condition that does not hold. */
final class Hidden extends Exception {
    private static final long serialVersionUID = 1;

    private final String key;
    private final int line;

    /** @param line the index of the line */
    Hidden(String key, int line) {
        this.key = key;
        this.line = line;
    }

    String key() {
        return key;
    }

    int line() {
        return line;
    }
}
