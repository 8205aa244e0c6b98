package io.github.akspolicy.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The recipes of a Makefile as scripts, by the GNU make manual 4.4. A variable is known that is set once, outside of a condition, to
 * a literal or to others of that kind; {@code ?=} gives a value that the environment may replace, so that it is unknown.
 */
final class Makefile {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export\\s+|override\\s+)*([A-Za-z_][\\w.-]*)\\s*(:{0,3}=|\\?=|\\+=|!=)\\s*(.*)");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\$|\\(([\\w.-]+)\\)|\\{([\\w.-]+)}|([A-Za-z@<^*?%+]))");
    private static final Pattern FUNCTION =
            Pattern.compile("\\$\\([\\w-]+ [^()]{0,500}+(?:\\([^()]{0,500}+\\)[^()]{0,500}+){0,20}+\\)");
    private static final int DEEPEST = 5;
    private static final int MOST_PASSES = 3;

    private final PlacedText file;
    private final String folder;
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> uncertain = new HashSet<>();
    private final List<PipelineScript> scripts = new ArrayList<>();

    private Makefile(PlacedText file, String folder) {
        this.file = file;
        this.folder = folder;
    }

    /** The lines of recipes, each as a script, since make gives each line to a shell. */
    static List<PipelineScript> scripts(PlacedText file, String folder) {
        var makefile = new Makefile(file, folder);
        makefile.variables();
        makefile.recipes();
        return makefile.scripts;
    }

    /** A line with those that it goes on in. */
    private record Line(int from, int to) {}

    private static int end(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static Line line(String text, int from) {
        int end = end(text, from);
        while (end < text.length() && isContinued(text, from, end)) {
            end = end(text, end + 1);
        }
        return new Line(from, end);
    }

    private static boolean isContinued(String text, int from, int end) {
        int last = end - 1;
        if (last >= from && text.charAt(last) == '\r') {
            last--;
        }
        int backslashes = 0;
        while (last - backslashes >= from && text.charAt(last - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void variables() {
        String text = file.text();
        int conditions = 0;
        for (int at = 0; at < text.length(); ) {
            Line line = line(text, at);
            String content = text.substring(line.from(), line.to());
            at = line.to() + 1;
            String stripped = content.strip();
            if (content.startsWith("\t")) {
                continue;
            }
            conditions += stripped.startsWith("if") && stripped.matches("(?s)if(n?eq|n?def)\\b.*") ? 1 : 0;
            conditions -= stripped.equals("endif") ? 1 : 0;
            Matcher matcher = ASSIGNMENT.matcher(stripped);
            if (stripped.startsWith("include") || stripped.startsWith("-include")) {
                continue;
            }
            if (matcher.matches()) {
                boolean isPlain = conditions == 0 && matcher.group(2).matches(":{0,3}=");
                set(matcher.group(1), isPlain ? value(matcher.group(3)) : null);
            } else {
                ofTarget(stripped);
            }
        }
        uncertain.forEach(name -> variables.put(name, OpenText.unknown(name)));
        for (int i = 0; i < MOST_PASSES; i++) {
            Map<String, String> before = Map.copyOf(variables);
            variables.replaceAll((name, value) -> replaced(value, before, 0));
        }
    }

    /** {@code target: NAME = value}. */
    private void ofTarget(String line) {
        Matcher matcher = Pattern.compile("[^:=#]+:\\s*(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*[:?+]?=.*")
                .matcher(line);
        if (matcher.matches()) {
            uncertain.add(matcher.group(1));
        }
    }

    private void set(String name, @Nullable String value) {
        if (value == null || variables.putIfAbsent(name, value) != null) {
            uncertain.add(name);
        }
    }

    private static @Nullable String value(String written) {
        String value = written.replaceFirst("(^|\\s)#.*$", "").strip();
        return FUNCTION.matcher(value).find() || value.contains("\\\n") ? null : value;
    }

    /** A text with the values of variables, those that are not known as unknowns. */
    private static String replaced(String text, Map<String, String> variables, int depth) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name =
                    found.group(1) == null ? found.group(2) == null ? found.group(3) : found.group(2) : found.group(1);
            if (name == null) {
                return Matcher.quoteReplacement("$$");
            }
            String value =
                    name.equals("CURDIR") ? OpenText.variable(ShellSubstitution.CURRENT_FOLDER) : variables.get(name);
            boolean isPlain = value != null && depth < DEEPEST && value.length() < 1_000 && value.indexOf('$') < 0;
            return Matcher.quoteReplacement(isPlain ? value : OpenText.unknown(name));
        });
    }

    private void recipes() {
        String text = file.text();
        for (int at = 0; at < text.length(); ) {
            Line line = line(text, at);
            at = line.to() + 1;
            if (text.charAt(line.from()) == '\t') {
                int from = line.from() + 1;
                while (from < line.to() && "@-+ \t".indexOf(text.charAt(from)) >= 0) {
                    from++;
                }
                recipe(from, line.to());
            }
        }
    }

    private void recipe(int from, int to) {
        PlacedText line = part(file, from, to)
                .replaced(FUNCTION, found -> OpenText.unknown("function"))
                .replaced(VARIABLE, found -> {
                    String value = replaced(found.group(), variables, 0);
                    return value.equals("$$") ? "$" : value;
                });
        scripts.add(ScriptFiles.recipe(List.of(line), Map.of(), folder));
    }

    /** A part of a file at its own place. */
    static PlacedText part(PlacedText file, int from, int to) {
        return new PlacedText(file.text().substring(from, to), offset -> file.at(from + offset));
    }
}
