package io.github.akspolicy.run;

import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.ConsoleLine.Level;
import io.github.akspolicy.report.Screen;
import java.util.List;

/**
 * Where the lines of a command go: Maven's log, or the streams of the command line. A text may be a block of lines; each is fitted to the
 * screen.
 */
public interface Output {
    /** What only an author of this tool wants to see. */
    void debug(String text);

    default void info(String text) {
        print(ConsoleLine.of(Level.INFO, text));
    }

    default void warn(String text) {
        print(ConsoleLine.of(Level.WARNING, text));
    }

    default void error(String text) {
        print(ConsoleLine.of(Level.ERROR, text));
    }

    /** A line that is as wide as it is, such as one of code that people copy. */
    void verbatim(String line);

    /** What text is fitted to. */
    Screen screen();

    /** A message, fitted to the screen. */
    void print(ConsoleLine message);

    /** Messages, each with its level. */
    default void print(List<ConsoleLine> messages) {
        messages.forEach(this::print);
    }

    /** What another program reads, as it stands, on standard output. */
    void data(String text);
}
