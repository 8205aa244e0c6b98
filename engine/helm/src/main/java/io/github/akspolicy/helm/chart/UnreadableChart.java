package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;

/** Why a chart cannot be read. */
final class UnreadableChart {
    private UnreadableChart() {}

    /** A problem of a file or folder as a whole. */
    static SourceException at(String shownPath, String message, String fix) {
        return new SourceException(Problem.at(new SourceLocation(shownPath, 1, 1, Role.TEMPLATE), message, fix));
    }
}
