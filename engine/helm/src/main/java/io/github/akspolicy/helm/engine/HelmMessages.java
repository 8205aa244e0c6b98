package io.github.akspolicy.helm.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes from Helm's messages what only concerns its command line, and words for how its process ended. */
final class HelmMessages {
    private static final List<String> CAUSES = List.of("fatal error: ", "panic: ", "SIGSEGV", "OutOfMemoryError");

    /** Of a chart that would hide the rest of what it renders. */
    static final String CUT = "the chart renders a NUL character, and the rest cannot be read; no manifest needs one";

    private static final int MAX_CAUSE = 200;
    private static final int SIGNALS = 128;
    private static final int KILLED = 9;

    private HelmMessages() {}

    static String clean(String message) {
        String text = message.strip();
        int debug = text.indexOf("Use --debug flag");
        if (debug >= 0) {
            text = text.substring(0, debug).strip();
        }
        return text.startsWith("Error: ") ? text.substring("Error: ".length()) : text;
    }

    /** Whether a log is that of a process that crashed rather than of a chart that was refused. */
    static boolean isCrash(String log) {
        return log.lines().anyMatch(line -> line.startsWith("fatal error: ") || line.startsWith("panic: "));
    }

    /**
     * Why a process that gave no answer ended.
     *
     * @param code its exit code, or null when it is still there
     * @param log what it wrote to its standard error
     */
    static String ending(@Nullable Integer code, String log) {
        for (String cause : CAUSES) {
            for (String line : log.lines().toList()) {
                int at = line.indexOf(cause);
                if (at >= 0) {
                    String rest = cause.endsWith(" ") ? line.substring(at + cause.length()) : line.substring(at);
                    return "Helm ended: " + shorten(rest.strip());
                }
            }
        }
        if (code == null) {
            return "Helm does not answer";
        }
        if (code == SIGNALS + KILLED) {
            return "Helm ended: killed, as by a system that is short of memory";
        }
        String first = log.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return "Helm ended with exit code " + code + (first.isEmpty() ? "" : ": " + shorten(first.strip()));
    }

    private static String shorten(String text) {
        return text.length() <= MAX_CAUSE ? text : text.substring(0, MAX_CAUSE) + "…";
    }
}
