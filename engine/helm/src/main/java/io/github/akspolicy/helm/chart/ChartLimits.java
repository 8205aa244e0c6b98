package io.github.akspolicy.helm.chart;

/**
 * Limits that real charts never meet.
 *
 * @param maxFiles files of a chart with all it depends on
 * @param maxFileBytes bytes of one file
 * @param maxTotalBytes bytes of all files together
 * @param maxDepth charts within charts, and folders within folders
 */
public record ChartLimits(int maxFiles, int maxFileBytes, long maxTotalBytes, int maxDepth) {
    /** Helm's own: 5 MiB a file, 100 MiB a chart; and 20,000 files, 32 levels. */
    public static final ChartLimits DEFAULT = new ChartLimits(20_000, 5 << 20, 100L << 20, 32);
}
