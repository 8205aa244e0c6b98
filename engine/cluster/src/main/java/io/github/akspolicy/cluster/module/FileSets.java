package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** {@code fileset}: the files below a folder whose paths match a pattern (bmatcuk/doublestar, which Terraform uses). */
record FileSets(SourceFiles files, Bounds bounds) {
    private static final int MOST_FILES = 100_000;
    private static final int DEEPEST = 50;

    Value matching(Path folder, String pattern, Position at) {
        var found = new TreeSet<String>();
        if (files.isInside(folder)) {
            Pattern matcher = pattern(pattern, at);
            // only a pattern with ** looks into every folder
            int depth = pattern.contains("**")
                    ? DEEPEST
                    : 1 + (int) pattern.chars().filter(c -> c == '/').count();
            try (Stream<Path> below = Files.walk(folder, depth)) {
                below.limit(MOST_FILES)
                        .filter(Files::isRegularFile)
                        .filter(files::isInside)
                        .forEach(file -> {
                            bounds.step(1, at);
                            String path = folder.relativize(file).toString().replace('\\', '/');
                            if (matcher.matcher(path).matches()) {
                                found.add(path);
                            }
                        });
            } catch (IOException unreadable) {
                throw new EvaluationException(at, "the folder cannot be read");
            }
        }
        List<Value> paths = new ArrayList<>();
        found.forEach(path -> paths.add(new Value.Text(path, at)));
        return new Value.Sequence(Value.Items.SET, paths, at);
    }

    /** A pattern as an expression: {@code **}, {@code *}, {@code ?}, {@code [a-z]} and <code>{a,b}</code>. */
    private static Pattern pattern(String glob, Position at) {
        var regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean isDouble = glob.startsWith("**", i);
                    boolean isWholePart = isDouble && (i == 0 || glob.charAt(i - 1) == '/');
                    if (isWholePart && glob.startsWith("**/", i)) {
                        regex.append("(?:[^/]+/)*");
                        i += 2;
                    } else {
                        regex.append(isWholePart ? ".*" : "[^/]*");
                        i += isDouble ? 1 : 0;
                    }
                }
                case '?' -> regex.append("[^/]");
                case '{' -> {
                    regex.append("(?:");
                    braces++;
                }
                case '}' -> {
                    regex.append(braces > 0 ? ")" : "\\}");
                    braces = Math.max(0, braces - 1);
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '[' -> {
                    int end = glob.indexOf(']', i + 1);
                    if (end < 0) {
                        throw new EvaluationException(at, "this pattern has a [ without ]");
                    }
                    String set = glob.substring(i + 1, end)
                            .replace("\\", "\\\\")
                            .replace("[", "\\[")
                            .replace("&", "\\&");
                    regex.append('[')
                            .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                            .append(']');
                    i = end;
                }
                case '\\' -> {
                    i++;
                    regex.append(Pattern.quote(i < glob.length() ? glob.substring(i, i + 1) : "\\"));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException wrong) {
            throw new EvaluationException(at, "this is not a pattern of files");
        }
    }
}
