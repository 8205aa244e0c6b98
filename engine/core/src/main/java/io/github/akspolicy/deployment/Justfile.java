package io.github.akspolicy.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recipes of a justfile as scripts, by the manual of just 1.40: {@code {{name}}} is a variable of the file where one is set to a
 * literal; a parameter of a recipe is unknown.
 */
final class Justfile {
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s+)?([A-Za-z_][\\w-]*)\\s*:=\\s*(.*)");
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'|\"([^\"\\\\]*)\"");
    private static final Pattern RECIPE = Pattern.compile("@?([A-Za-z_][\\w-]*)((?:\\s+[^:]+?)?)\\s*:(?!=).*");
    private static final Pattern INTERPOLATION = Pattern.compile("\\{\\{\\s*([^{}]{1,200}?)\\s*}}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]*");

    private static final int LONGEST = 1_000;

    private final PlacedText file;
    private final String folder;
    private final Map<String, String> variables = new HashMap<>();
    private final List<PipelineScript> scripts = new ArrayList<>();

    private Justfile(PlacedText file, String folder) {
        this.file = file;
        this.folder = folder;
    }

    /** The lines of recipes, each as a script; a recipe that begins with {@code #!} as one. */
    static List<PipelineScript> scripts(PlacedText file, String folder) {
        var justfile = new Justfile(file, folder);
        justfile.variables();
        justfile.recipes();
        return justfile.scripts;
    }

    private void variables() {
        for (String line : file.text().lines().toList()) {
            Matcher matcher = ASSIGNMENT.matcher(line);
            if (matcher.matches()) {
                Matcher literal = LITERAL.matcher(matcher.group(2).strip());
                String value = !literal.matches()
                        ? OpenText.unknown(matcher.group(1))
                        : literal.group(1) == null ? literal.group(2) : literal.group(1);
                variables.put(matcher.group(1), value);
            }
        }
    }

    private void recipes() {
        String text = file.text();
        var lines = new ArrayList<PlacedText>();
        Set<String> parameters = Set.of();
        boolean isGoingOn = false;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int stop = end < 0 ? text.length() : end;
            String line = text.substring(at, stop);
            Matcher recipe = RECIPE.matcher(line);
            if (line.length() < LONGEST && recipe.matches()) {
                flush(lines);
                parameters = parameters(recipe.group(2));
            } else if (!line.isBlank() && Character.isWhitespace(line.charAt(0))) {
                boolean isScript = !lines.isEmpty() && lines.get(0).text().startsWith("#!");
                if (!isScript && !isGoingOn) {
                    flush(lines);
                }
                int from = at + line.length() - line.stripLeading().length();
                while (!isGoingOn && from < stop && (text.charAt(from) == '@' || text.charAt(from) == '-')) {
                    from++;
                }
                lines.add(line(from, stop, parameters));
                isGoingOn = line.endsWith("\\");
            }
            at = stop + 1;
        }
        flush(lines);
    }

    private static Set<String> parameters(String written) {
        var names = new HashSet<String>();
        for (String word : written.strip().split("\\s+")) {
            names.add(word.replaceFirst("=.*", "").replaceAll("^[+*$]+", ""));
        }
        return names;
    }

    private PlacedText line(int from, int to, Set<String> parameters) {
        return Makefile.part(file, from, to).replaced(INTERPOLATION, found -> {
            String name = found.group(1);
            String value = parameters.contains(name) ? null : variables.get(name);
            String shown = NAME.matcher(name).matches() ? name : "expression";
            return value == null ? OpenText.unknown(shown) : value;
        });
    }

    private void flush(List<PlacedText> lines) {
        if (!lines.isEmpty()) {
            scripts.add(ScriptFiles.recipe(lines, Map.of(), folder));
            lines.clear();
        }
    }
}
