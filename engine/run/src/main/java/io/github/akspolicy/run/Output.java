package io.github.akspolicy.run;

import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Screen;
import java.util.List;

/** Where the lines of a command go: Maven's log, or the streams of the command line. A text may be a block of lines. */
public interface Output {
    /** What only an author of this tool wants to see. */
    void debug(String text);

    void info(String text);

    void warn(String text);

    void error(String text);

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
