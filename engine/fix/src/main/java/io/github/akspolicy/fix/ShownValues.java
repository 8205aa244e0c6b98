package io.github.akspolicy.fix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads in the text of a template which values a key shows: {@code toYaml .Values.a}, {@code with .Values.a} around {@code
 * toYaml .}. What cannot be read this way is left alone; what is read wrongly fails in the proof.
 */
final class ShownValues {
    private static final Pattern WORD = Pattern.compile("\\{\\{-?\\s*(if|with|range|define|block|else|end)\\b(.*)");
    private static final Pattern REFERENCE = Pattern.compile("(?<![\\w.)])\\$?\\.([A-Za-z_][\\w.]*)?(?![\\w(])");
    private static final int MOST = 3;

    private final YamlText yaml;

    ShownValues(YamlText yaml) {
        this.yaml = yaml;
    }

    /** The paths below {@code .Values} that the key on a line may show, the likeliest first. */
    List<List<Object>> of(int line) {
        var paths = new LinkedHashSet<List<Object>>();
        collect(yaml.written(line), line, paths);
        for (int i = line + 1; i < yaml.lines() && yaml.isAction(i); i++) {
            collect(yaml.written(i), line, paths);
        }
        return paths.stream().filter(path -> !path.isEmpty()).limit(MOST).toList();
    }

    private void collect(String text, int line, Set<List<Object>> paths) {
        if (!text.contains("{{") || WORD.matcher(text.strip()).lookingAt()) {
            return;
        }
        paths.addAll(references(text.substring(text.indexOf("{{")), line));
    }

    private List<List<Object>> references(String action, int line) {
        var paths = new ArrayList<List<Object>>();
        Matcher reference = REFERENCE.matcher(action.replaceAll("\"[^\"]*\"", "\"\""));
        while (reference.find()) {
            String name = reference.group(1) == null ? "" : reference.group(1);
            boolean fromRoot = reference.group().startsWith("$");
            if (name.startsWith("Values.")) {
                paths.add(segments(name.substring("Values.".length())));
            } else if (!fromRoot && !name.equals("Values")) {
                for (List<Object> outer : around(line)) {
                    var path = new ArrayList<>(outer);
                    path.addAll(segments(name));
                    paths.add(path);
                }
            }
        }
        return paths;
    }

    private static List<Object> segments(String path) {
        return path.isEmpty() ? List.of() : List.of((Object[]) path.split("\\."));
    }

    /** What the dot stands for on a line: the values of the innermost {@code with} around it. */
    private List<List<Object>> around(int line) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = line - 1; i >= 0; i--) {
            Matcher word = WORD.matcher(yaml.written(i).strip());
            if (!word.lookingAt()) {
                continue;
            }
            boolean closesToo = yaml.written(i).matches(".*\\{\\{-?\\s*end\\b.*")
                    && !word.group(1).equals("end");
            if (closesToo || word.group(1).equals("else")) {
                continue;
            }
            if (word.group(1).equals("end")) {
                open.push(i);
            } else if (!open.isEmpty()) {
                open.pop();
            } else if (word.group(1).equals("with")) {
                return references(word.group(2), i);
            } else if (!word.group(1).equals("if")) {
                return List.of();
            }
        }
        return List.of();
    }
}
