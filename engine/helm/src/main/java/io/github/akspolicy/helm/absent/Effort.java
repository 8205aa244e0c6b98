package io.github.akspolicy.helm.absent;

/** How much is tried for the absent fields of one file. Where that is not enough, the reader is told. */
final class Effort {
    /** So many steps of templates for a file; the largest of public charts takes one million. */
    private static final long STEPS = 10_000_000;

    /** So many values of mappings that are handed on as a whole, so that which entries matter is not seen. */
    private static final int ENTRIES = 300;

    private final Executions executions;
    private final long until;
    private int entries = ENTRIES;

    /** @param executions are told when something is left out */
    Effort(Executions executions) {
        this.executions = executions;
        this.until = executions.steps() + STEPS;
    }

    /** Whether nothing more is tried. */
    boolean isSpent() {
        boolean isSpent = executions.steps() >= until;
        if (isSpent) {
            executions.leftOut("values were left to try after " + STEPS + " steps of the templates");
        }
        return isSpent;
    }

    /** Whether one more entry of a mapping is tried. */
    boolean takesEntry() {
        if (entries == 0) {
            executions.leftOut("mappings have more than " + ENTRIES + " entries that may be meant");
        }
        return entries-- > 0;
    }
}
