package io.github.akspolicy.report;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One message of a console, of one or more lines.
 *
 * @param level how much it matters
 * @param parts the message
 */
public record ConsoleLine(Level level, List<ConsolePart> parts) implements Serializable {
    /** How much a message matters. */
    public enum Level {
        /** For the record. */
        INFO,
        /** Worth a look. */
        WARNING,
        /** It fails the build. */
        ERROR
    }

    public ConsoleLine {
        parts = List.copyOf(parts);
    }

    /** Text as it comes: each of its lines is as indented as it is. */
    public static ConsoleLine of(Level level, String text) {
        return new ConsoleLine(
                level,
                text.lines()
                        .<ConsolePart>map(line ->
                                Row.of(line.length() - line.stripLeading().length(), line.strip()))
                        .toList());
    }

    /** A message of one line. */
    public static ConsoleLine info(Row row) {
        return new ConsoleLine(Level.INFO, List.of(row));
    }

    /** Where the page is that people read. */
    public static ConsoleLine report(String page, String others) {
        return info(Row.of(0, "Report: ").with(TextStyle.PATH, page).plain(others));
    }

    /** The same with other words. */
    public ConsoleLine map(UnaryOperator<String> words) {
        return new ConsoleLine(
                level, parts.stream().map(part -> part.map(words)).toList());
    }
}
