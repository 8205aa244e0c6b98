package io.github.akspolicy.maven;

import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Screen;
import io.github.akspolicy.report.TextStyle;
import io.github.akspolicy.run.Output;
import io.github.akspolicy.run.Terminal;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.fusesource.jansi.Ansi;

/**
 * The lines of a command in Maven's log.
 *
 * @param log where they go
 * @param screen what messages are fitted to
 */
record MavenOutput(Log log, Screen screen) implements Output {
    private static final String COLOUR = "style.color";

    /**
     * The log of a goal, in colours where Maven's own are.
     *
     * @param directory a folder of the repository of which code is shown
     */
    static MavenOutput of(Log log, MavenSession session, Path directory) {
        Map<String, String> environment = System.getenv();
        boolean isWatched = Terminal.isWatched();
        boolean hasColours = mavenHasColours()
                && Terminal.hasColours(session.getUserProperties().getProperty(COLOUR), environment, isWatched);
        return new MavenOutput(
                NeutralLog.of(log),
                new Screen(
                        Terminal.width(environment, isWatched),
                        hasColours ? MavenOutput::painted : Screen.PLAIN.painter(),
                        Terminal.files(directory)));
    }

    /** Maven takes colours away from batch mode and log files, and says so here. */
    private static boolean mavenHasColours() {
        try {
            return Ansi.isEnabled();
        } catch (LinkageError noneInThisMaven) {
            return false;
        }
    }

    private static String painted(TextStyle style, String text) {
        Ansi ansi = Ansi.ansi();
        Ansi on = switch (style) {
            case PLAIN, MINOR -> ansi;
            case PATH -> ansi.bold();
            case CRITICAL, FAILED -> ansi.bold().fgRed();
            case HIGH -> ansi.fgRed();
            // yellow cannot be read on white
            case MEDIUM -> ansi.fgMagenta();
            case FAINT -> ansi.a(Ansi.Attribute.INTENSITY_FAINT);
            case PASSED -> ansi.bold().fgGreen();
        };
        return on.a(text).reset().toString();
    }

    @Override
    public void debug(String text) {
        log.debug(text);
    }

    @Override
    public void verbatim(String line) {
        log.info(line);
    }

    @Override
    public void print(ConsoleLine message) {
        NeutralLog.print(log, message.level(), screen.text(message, ("[" + message.level() + "] ").length()));
    }

    /** Without the prefix of a log, which no program expects. */
    @Override
    public void data(String text) {
        System.out.println(text);
    }
}
