package io.github.akspolicy.helm.absent;

/** How much is tried for the absent fields of one file. Where that is not enough, the reader is told. */
final class Effort {
    /** So many executions for a file; the largest public charts ask for 500 values there. */
    private static final int EXECUTIONS = 4_000;

    /** So many values of mappings that are handed on as a whole, so that which entries matter is not seen. */
    private static final int ENTRIES = 300;

    private final Executions executions;
    private int left = EXECUTIONS;
    private int entries = ENTRIES;

    /** @param executions are told when something is left out */
    Effort(Executions executions) {
        this.executions = executions;
    }

    /** An execution is made. */
    void spend() {
        if (--left == 0) {
            executions.leftOut("values were left to try after " + EXECUTIONS + " executions");
        }
    }

    boolean isSpent() {
        return left <= 0;
    }

    /** Whether one more entry of a mapping is tried. */
    boolean takesEntry() {
        if (entries == 0) {
            executions.leftOut("mappings have more than " + ENTRIES + " entries that may be meant");
        }
        return entries-- > 0;
    }
}
