package io.github.akspolicy.cli;

import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Screen;
import io.github.akspolicy.report.TextStyle;
import io.github.akspolicy.run.NeutralText;
import io.github.akspolicy.run.Output;
import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The lines of a command on standard output, with the level before what is more than information.
 *
 * @param out where they go
 * @param screen what messages are fitted to
 */
record ConsoleOutput(PrintStream out, Screen screen) implements Output {
    private static final String WARNING = "[WARNING]";
    private static final String ERROR = "[ERROR]";

    static String painted(TextStyle style, String text) {
        IStyle[] styles = switch (style) {
            case PLAIN, MINOR -> new IStyle[0];
            case PATH -> new IStyle[] {Style.bold};
            case CRITICAL, FAILED -> new IStyle[] {Style.bold, Style.fg_red};
            case HIGH -> new IStyle[] {Style.fg_red};
            // yellow cannot be read on white
            case MEDIUM -> new IStyle[] {Style.fg_magenta};
            case FAINT -> new IStyle[] {Style.faint};
            case PASSED -> new IStyle[] {Style.bold, Style.fg_green};
        };
        return styles.length == 0 ? text : Style.on(styles) + text + Style.reset.on();
    }

    /** Calls to Helm and the like have their place in Maven's debug log. */
    @Override
    public void debug(String text) {}

    @Override
    public void verbatim(String line) {
        out.println(NeutralText.of(line));
    }

    @Override
    public void print(ConsoleLine message) {
        switch (message.level()) {
            case INFO -> out.println(screen.text(message, 0));
            case WARNING -> out.println(marked(WARNING, TextStyle.MEDIUM) + screen.text(message, WARNING.length() + 1));
            case ERROR -> out.println(marked(ERROR, TextStyle.FAILED) + screen.text(message, ERROR.length() + 1));
        }
    }

    private String marked(String level, TextStyle style) {
        return screen.painter().paint(style, level) + " ";
    }

    @Override
    public void data(String text) {
        out.println(text);
    }
}
