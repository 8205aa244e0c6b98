package io.github.akspolicy.helm.chart;

/** Limits that real charts never meet: those of files are Helm's. */
public final class ChartLimits {
    /** Bytes of one file. */
    public static final int FILE_BYTES = 5 << 20;

    /** Bytes of all files of a chart with all it depends on. */
    public static final int TOTAL_BYTES = 100 << 20;

    /** Bytes of an unpacked archive, headers and what fills its blocks included. */
    static final int ARCHIVE_BYTES = TOTAL_BYTES + (50 << 20);

    /** Files of a chart with all it depends on. */
    static final int FILES = 20_000;

    /** Charts within charts, and folders within folders. */
    static final int DEPTH = 32;

    private ChartLimits() {}
}
