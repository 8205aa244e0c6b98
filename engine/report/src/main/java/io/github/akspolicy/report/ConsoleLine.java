package io.github.akspolicy.report;

import java.io.Serializable;

/**
 * One message of a console, of one or more lines.
 *
 * @param level how much it matters
 * @param text the message
 */
public record ConsoleLine(Level level, String text) implements Serializable {
    /** How much a message matters. */
    public enum Level {
        /** For the record. */
        INFO,
        /** Worth a look. */
        WARNING,
        /** It fails the build. */
        ERROR
    }
}
