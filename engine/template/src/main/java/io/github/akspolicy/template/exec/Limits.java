package io.github.akspolicy.template.exec;

/**
 * How much one execution may take before it is given up. Templates come from repositories that nobody vouches for.
 *
 * @param steps nodes that are executed
 * @param depth templates that call each other
 * @param bytes bytes that are written, all inner texts included
 */
public record Limits(long steps, int depth, long bytes) {
    /** Enough for the largest public charts a hundred times over. */
    public static final Limits DEFAULT = new Limits(20_000_000, 1_100, 512L << 20);
}
