package io.github.akspolicy.run;

import io.github.akspolicy.report.Screen;
import io.github.akspolicy.source.Workspace;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a person looks at, or a log where there is none: how wide it is, and whether it shows colours. */
public final class Terminal {
    /** When colours are written. */
    public static final List<String> WHEN = List.of("always", "never", "auto");

    private static final long LONGEST_FILE = 1_000_000;
    private static final int PATIENCE_MILLIS = 500;

    private Terminal() {}

    /**
     * Whether a person sees standard output, on a terminal that obeys escape sequences. Since Java 22 there is a console where output goes
     * to a file, too, and it says so.
     */
    public static boolean isWatched() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /**
     * Whether to write colours.
     *
     * @param wanted {@code always}, {@code never}, or {@code auto} and null for where a person sees them
     * @param environment variables: <a href="https://no-color.org">NO_COLOR</a>, and TERM for terminals that show none
     */
    public static boolean hasColours(@Nullable String wanted, Map<String, String> environment, boolean isWatched) {
        if ("always".equals(wanted) || "never".equals(wanted)) {
            return "always".equals(wanted);
        }
        return isWatched
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    /** How many characters fit in a line: what COLUMNS says, else the terminal itself, else as many as a log takes. */
    public static int width(Map<String, String> environment, boolean isWatched) {
        int said = number(environment.getOrDefault("COLUMNS", ""));
        if (said > 0) {
            return said;
        }
        int asked = isWatched ? askedWidth() : 0;
        return asked > 0 ? asked : Screen.USUAL_WIDTH;
    }

    /** {@code 24 80}: rows and columns, as stty of POSIX systems prints them. */
    private static int askedWidth() {
        var tty = new File("/dev/tty");
        if (!tty.exists()) {
            return 0;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(tty)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return 0;
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return number(size.substring(size.indexOf(' ') + 1));
        } catch (IOException none) {
            return 0;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int number(String text) {
        return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : 0;
    }

    /** The files of the repository that holds a folder: what lies outside, in {@code .git}, or is too large has no lines. */
    public static Screen.Files files(Path directory) {
        Workspace workspace = Workspace.of(directory);
        return path -> {
            try {
                Path file = workspace.root().resolve(path).normalize();
                if (!Files.isRegularFile(file) || !workspace.contains(file) || workspace.size(file) > LONGEST_FILE) {
                    return List.of();
                }
                try (InputStream content = workspace.open(file)) {
                    return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
                }
            } catch (IOException | InvalidPathException unreadable) {
                return List.of();
            }
        };
    }
}
