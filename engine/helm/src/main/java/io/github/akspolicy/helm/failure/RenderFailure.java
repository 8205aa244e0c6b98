package io.github.akspolicy.helm.failure;

import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns Helm's messages into problems at lines of the user's files. */
final class RenderFailure {
    /** A path with its line and column, from its first character on. */
    private static final Pattern PLACE =
            Pattern.compile("(?<![^\\s:()\"<>])([^\\s:()\"<>]++):(\\d{1,9})(?![0-9])(?::(\\d{1,9})(?![0-9]))?");

    private static final String UNREADABLE_VALUES = "failed to parse ";
    private static final Pattern CHART_FILE =
            Pattern.compile("cannot load (values\\.yaml|Chart\\.yaml): (.*)", Pattern.DOTALL);
    // what a file says is not shown: it may be a secret; ':' and the like is the grammar's
    private static final Pattern QUOTED = Pattern.compile("`[^`]{2,}`|'[^']{2,}'");
    private static final Pattern LINE = Pattern.compile("line (\\d{1,9})(?![0-9])");

    private RenderFailure() {}

    /**
     * @param message Helm's message
     * @param chartPath the chart, for messages that concern it as a whole
     * @param valuesPath shows a values file that we wrote by its own path
     * @param places knows the files of render paths
     */
    static Problem problem(
            String message, String chartPath, Function<String, @Nullable String> valuesPath, TemplatePlaces places) {
        Problem values = values(message, valuesPath);
        if (values != null) {
            return values;
        }
        Matcher chartFile = CHART_FILE.matcher(message);
        // of a subchart Helm says more; in an archive there is no line to edit
        if (chartFile.matches() && !chartPath.endsWith(".tgz")) {
            return Problem.at(
                    new SourceLocation(chartPath + "/" + chartFile.group(1), line(chartFile.group(2)), 1, Role.VALUES),
                    "the file cannot be read: " + withoutQuotes(chartFile.group(2)),
                    "");
        }
        SourceLocation at = null;
        int rest = 0;
        Matcher template = PLACE.matcher(message);
        while (template.find()) {
            TemplatePlaces.Template found = places.template(template.group(1));
            if (found != null) {
                int line = Math.max(1, Integer.parseInt(template.group(2)));
                int column = template.group(3) == null ? 1 : Integer.parseInt(template.group(3)) + 1;
                at = new SourceLocation(found.file().shownPath(), line, column, Role.TEMPLATE);
                rest = template.end();
            }
        }
        if (at == null) {
            String plain = message.contains("cannot load values.yaml: ") ? withoutQuotes(message) : message;
            return Problem.at(
                    new SourceLocation(chartPath, 1, 1, Role.TEMPLATE), "the chart does not render: " + plain, "");
        }
        String what = message.substring(rest).strip();
        if (message.startsWith("parse error at (") || message.startsWith("execution error at (")) {
            what = what.startsWith(")") ? what.substring(1) : what;
        }
        while (what.startsWith(":") || what.startsWith(")")) {
            what = what.substring(1).strip();
        }
        return Problem.at(at, "the template does not render: " + (what.isEmpty() ? message : oneLine(what)), "");
    }

    /** Of a file that we wrote for Helm; null when the message is about something else. */
    private static @Nullable Problem values(String message, Function<String, @Nullable String> valuesPath) {
        int start = message.indexOf(UNREADABLE_VALUES);
        int end = start < 0 ? -1 : message.indexOf(": ", start);
        if (end < 0) {
            return null;
        }
        String path = message.substring(start + UNREADABLE_VALUES.length(), end);
        String shown = valuesPath.apply(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
        String reason = message.substring(end + 2);
        return shown == null
                ? null
                : Problem.at(
                        new SourceLocation(shown, line(reason), 1, Role.VALUES),
                        "the values file cannot be read: " + withoutQuotes(reason),
                        "");
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String withoutQuotes(String message) {
        return QUOTED.matcher(message.strip()).replaceAll("a value");
    }

    private static int line(String message) {
        Matcher line = LINE.matcher(message);
        return line.find() ? Math.max(1, Integer.parseInt(line.group(1))) : 1;
    }
}
