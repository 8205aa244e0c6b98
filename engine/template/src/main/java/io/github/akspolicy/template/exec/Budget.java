package io.github.akspolicy.template.exec;

/** Counts what an execution takes, in all templates that it calls. */
final class Budget {
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

    long steps() {
        return steps;
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
