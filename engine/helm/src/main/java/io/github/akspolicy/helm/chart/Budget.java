package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.io.InputStream;

/** What is left of the limits while one chart tree is read. */
final class Budget {
    private int files;
    private long bytes;

    /** Reads a file to its end. */
    byte[] read(InputStream in, String shownPath) throws IOException, SourceException {
        byte[] content = in.readNBytes(ChartLimits.FILE_BYTES + 1);
        count(content.length, shownPath);
        return content;
    }

    /** Counts a file, which may be read afterwards. */
    void count(int length, String shownPath) throws SourceException {
        files++;
        bytes += length;
        if (length > ChartLimits.FILE_BYTES) {
            throw exceeded(
                    shownPath,
                    "the file is larger than " + ChartLimits.FILE_BYTES + " bytes, the limit for a chart's file");
        }
        if (files > ChartLimits.FILES) {
            throw exceeded(shownPath, "the chart has more than " + ChartLimits.FILES + " files, the limit for a chart");
        }
        if (bytes > ChartLimits.TOTAL_BYTES) {
            throw exceeded(
                    shownPath, "the chart is larger than " + ChartLimits.TOTAL_BYTES + " bytes, the limit for a chart");
        }
    }

    void depth(int depth, String shownPath) throws SourceException {
        if (depth > ChartLimits.DEPTH) {
            throw exceeded(
                    shownPath,
                    "folders or charts are nested deeper than " + ChartLimits.DEPTH + ", the limit for a chart");
        }
    }

    private static SourceException exceeded(String shownPath, String message) {
        return UnreadableChart.at(shownPath, message, "keep what is not part of the chart out of it with .helmignore");
    }
}
