package io.github.akspolicy.helm.engine;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in messages what the user's own files are called where Helm or the JDK name our copies of them. Copies lie in the folder of
 * the run: no path below it is left in what {@link #in} returns, known or not.
 *
 * @param chart the chart as reports show it
 * @param dependencies the folders elsewhere from which dependencies are packed, as reports show them, by their names
 * @param values shows a values file that we wrote by its own path; null for a name that is none
 */
public record ShownPaths(String chart, Map<String, String> dependencies, Function<String, @Nullable String> values) {
    /** Folders in which a copy lies among others. */
    private static final Set<String> STAGES = Set.of("copy", "release");

    /** A copy of the chart as a folder. */
    private static final String FOLDER = "chart";

    /** Tells several copies apart. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+$");

    /** What comes behind a path in a sentence. */
    private static final String ENDS = "\"'`()<>:,;|";

    private static final String DEPENDENCIES = "dependencies";

    /** A text with the user's paths in place of ours. */
    public String in(String text) {
        String root;
        try {
            root = RunFolder.root().toString();
        } catch (IOException absent) {
            // so that nothing lies below it
            return text;
        }
        int at = text.indexOf(root);
        if (at < 0) {
            return text;
        }
        var shown = new StringBuilder();
        int from = 0;
        for (; at >= 0; at = text.indexOf(root, from)) {
            int scheme = "file://".length();
            boolean isAddress = at - scheme >= from && text.startsWith("file://", at - scheme);
            shown.append(text, from, isAddress ? at - scheme : at);
            from = shown(text, at + root.length(), shown);
        }
        return shown.append(text, from, text.length()).toString();
    }

    /** The same for what cannot be rendered. */
    public SourceException in(SourceException unrendered) {
        return unrendered.with(unrendered.problems().stream().map(this::in).toList());
    }

    private Problem in(Problem problem) {
        SourceLocation at = problem.at();
        return new Problem(
                in(problem.message()),
                at == null ? null : new SourceLocation(in(at.path()), at.line(), at.column(), at.role()),
                in(problem.fix()));
    }

    /**
     * Writes what stands for a path.
     *
     * @param at behind the folder of the run
     * @return where the rest of the text begins
     */
    private int shown(String text, int at, StringBuilder out) {
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && ENDS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        List<String> names = List.of(text.substring(at, end).replace('\\', '/').split("/", -1));
        // before the first slash there is nothing, behind it the folder of the render
        int next = 2;
        while (next < names.size()
                && STAGES.contains(NUMBER.matcher(names.get(next)).replaceFirst(""))) {
            next++;
        }
        if (next >= names.size()) {
            out.append(chart);
            return end;
        }
        String name = names.get(next);
        if (name.equals(FOLDER)) {
            return rest(names, next + 1, chart, end, out);
        }
        if (name.equals(DEPENDENCIES)) {
            // each lies in a folder of its name within one of its name, and those that it needs beside it
            for (int i = names.size() - 1; i > next + 1; i--) {
                String local = dependencies.get(names.get(i));
                if (local != null && names.get(i - 1).equals(names.get(i))) {
                    return rest(names, i + 1, local, end, out);
                }
            }
        }
        String last = names.get(names.size() - 1);
        String file = values.apply(last);
        out.append(file != null ? file : last.endsWith(".tgz") && !name.equals(DEPENDENCIES) ? chart : last);
        return end;
    }

    private static int rest(List<String> names, int from, String folder, int end, StringBuilder out) {
        out.append(folder);
        names.subList(from, names.size()).forEach(name -> out.append('/').append(name));
        return end;
    }
}
