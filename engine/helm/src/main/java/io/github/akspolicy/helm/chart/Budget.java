package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.io.InputStream;

/** What is left of the limits while one chart tree is read. */
final class Budget {
    private final ChartLimits limits;
    private int files;
    private long bytes;

    Budget(ChartLimits limits) {
        this.limits = limits;
    }

    /** Reads a file to its end. */
    byte[] read(InputStream in, String shownPath) throws IOException, SourceException {
        return count(in.readNBytes(limits.maxFileBytes() + 1), shownPath);
    }

    /** Counts a file that was read. */
    byte[] count(byte[] content, String shownPath) throws SourceException {
        files++;
        bytes += content.length;
        if (content.length > limits.maxFileBytes()) {
            throw exceeded(
                    shownPath,
                    "the file is larger than " + limits.maxFileBytes() + " bytes, the limit for a chart's file");
        }
        if (files > limits.maxFiles()) {
            throw exceeded(shownPath, "the chart has more than " + limits.maxFiles() + " files, the limit for a chart");
        }
        if (bytes > limits.maxTotalBytes()) {
            throw exceeded(
                    shownPath, "the chart is larger than " + limits.maxTotalBytes() + " bytes, the limit for a chart");
        }
        return content;
    }

    void depth(int depth, String shownPath) throws SourceException {
        if (depth > limits.maxDepth()) {
            throw exceeded(
                    shownPath,
                    "folders or charts are nested deeper than " + limits.maxDepth() + ", the limit for a chart");
        }
    }

    private static SourceException exceeded(String shownPath, String message) {
        return UnreadableChart.at(shownPath, message, "keep what is not part of the chart out of it with .helmignore");
    }
}
