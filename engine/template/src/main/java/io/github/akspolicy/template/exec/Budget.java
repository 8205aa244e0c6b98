package io.github.akspolicy.template.exec;

/** Counts what an execution takes, in all templates that it calls. */
final class Budget {
    /** A function of a text is one node, however long the text is: to read it as YAML takes about as long as a node for so many bytes. */
    private static final int BYTES_OF_A_STEP = 64;

    private final Limits limits;
    private long steps;
    private long bytes;

    Budget(Limits limits) {
        this.limits = limits;
    }

    void step() {
        if (++steps > limits.steps()) {
            throw new LimitException("gave up after " + limits.steps() + " steps");
        }
    }

    /** What has been taken, with what texts add to it. */
    long taken() {
        return steps + bytes / BYTES_OF_A_STEP;
    }

    void write(long count) {
        bytes += Math.max(0, Math.min(count, Long.MAX_VALUE - bytes));
        if (bytes > limits.bytes()) {
            throw new LimitException("gave up after " + limits.bytes() + " bytes of text");
        }
    }

    void enter(int depth) {
        if (depth > limits.depth()) {
            throw new LimitException("gave up at " + limits.depth() + " templates that call each other");
        }
    }
}
