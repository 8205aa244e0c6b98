package io.github.akspolicy.report;

import io.github.akspolicy.policy.Severity;

/** What a part of a text is; a terminal that has colours shows each in its own way. */
public enum TextStyle {
    PLAIN,
    /** Where to look. */
    PATH,
    CRITICAL,
    HIGH,
    MEDIUM,
    /** A severity below. */
    MINOR,
    /** What surrounds the text that matters. */
    FAINT,
    /** The verdict of an evaluation that fails, and what points at a column. */
    FAILED,
    /** The verdict of one that passes. */
    PASSED;

    static TextStyle of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> CRITICAL;
            case HIGH -> HIGH;
            case MEDIUM -> MEDIUM;
            case LOW, INFO -> MINOR;
        };
    }
}
