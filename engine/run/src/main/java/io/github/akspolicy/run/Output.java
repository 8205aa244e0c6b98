package io.github.akspolicy.run;

/** Where the lines of a command go: Maven's log, or the streams of the command line. A text may be a block of lines. */
public interface Output {
    /** What only an author of this tool wants to see. */
    void debug(String text);

    void info(String text);

    void warn(String text);

    void error(String text);
}
