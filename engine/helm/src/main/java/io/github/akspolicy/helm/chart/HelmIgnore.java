package io.github.akspolicy.helm.chart;

import io.github.akspolicy.files.PathPattern;
import io.github.akspolicy.manifest.GoText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Helm's {@code .helmignore}: shell patterns, one a line, the first that matches decides. */
public final class HelmIgnore {
    private record Rule(PathPattern pattern, boolean negated, boolean folderOnly, boolean wholePath) {}

    /** Lines that Helm and we read alike, whatever the system: names with stars, anchored or not. */
    private static final Pattern PLAIN = Pattern.compile("(#[\\x20-\\x7e\\t]*|/?[A-Za-z0-9_.*-][A-Za-z0-9_.*/-]*)?");

    private static final PathPattern NOTHING =
            new PathPattern.Builder().one(c -> false).build();

    /** More than any chart has. */
    private static final int MOST_LINES = 10_000;

    private final List<Rule> rules = new ArrayList<>();
    private final boolean plain;

    HelmIgnore(String text) {
        List<String> lines = lines(text);
        boolean tooMany = lines.size() > MOST_LINES;
        // to ignore too little only costs time
        lines.subList(0, tooMany ? 0 : lines.size()).forEach(this::rule);
        rule("templates/.?*");
        this.plain =
                !tooMany && lines.stream().allMatch(line -> PLAIN.matcher(line).matches() && !line.contains("**"));
    }

    /** Only a line feed ends a line for Helm, and a byte order mark is one at the very beginning only. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        for (String line : (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1)) {
            int from = 0;
            int to = line.length();
            while (from < to && GoText.isSpace(line.charAt(from))) {
                from++;
            }
            while (from < to && GoText.isSpace(line.charAt(to - 1))) {
                to--;
            }
            lines.add(line.substring(from, to));
        }
        return lines;
    }

    /** What a chart's folder says. */
    public static HelmIgnore of(Path root) throws IOException {
        Path file = root.resolve(".helmignore");
        return new HelmIgnore(
                Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "");
    }

    /**
     * Whether Helm leaves a folder out beyond doubt: all lines of the file are of the plainest form. It may leave out more.
     *
     * @param path relative to the chart
     */
    boolean certainlyIgnoresFolder(String path) {
        return plain && ignores(path, true);
    }

    private void rule(String line) {
        String glob = line;
        // Helm refuses ** and takes the file for unreadable then; to ignore too little only costs time
        if (glob.isEmpty() || glob.startsWith("#") || glob.contains("**")) {
            return;
        }
        boolean negated = glob.startsWith("!");
        glob = negated ? glob.substring(1) : glob;
        boolean folderOnly = glob.endsWith("/");
        glob = folderOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean rooted = glob.startsWith("/");
        glob = rooted ? glob.substring(1) : glob;
        rules.add(new Rule(pattern(glob), negated, folderOnly, rooted || glob.contains("/")));
    }

    /** Whether a path relative to the chart is left out. */
    boolean ignores(String path, boolean folder) {
        String base = path.substring(path.lastIndexOf('/') + 1);
        for (Rule rule : rules) {
            boolean matches = rule.pattern().matches(rule.wholePath() ? path : base);
            if (rule.negated()) {
                if ((rule.folderOnly() && !folder) || !matches) {
                    return true;
                }
            } else if (matches && (folder || !rule.folderOnly())) {
                return true;
            }
        }
        return false;
    }

    /** As Go matches; a pattern that Go refuses matches nothing, and Helm refuses the chart. */
    private static PathPattern pattern(String glob) {
        var pattern = new PathPattern.Builder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                pattern.manyOfName();
            } else if (c == '?') {
                pattern.oneOfName();
            } else if (c == '[') {
                i = members(glob, i + 1, pattern);
                if (i < 0) {
                    return NOTHING;
                }
            } else {
                i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
                pattern.character(glob.codePointAt(i));
                i += Character.charCount(glob.codePointAt(i)) - 1;
            }
        }
        return pattern.build();
    }

    /** Reads the members of brackets; the index of the closing one, or -1. */
    private static int members(String glob, int from, PathPattern.Builder pattern) {
        int i = from;
        boolean negated = i < glob.length() && glob.charAt(i) == '^';
        i += negated ? 1 : 0;
        var ranges = new ArrayList<int[]>();
        boolean none = true;
        for (; i < glob.length() && (glob.charAt(i) != ']' || none); none = false) {
            i += glob.charAt(i) == '\\' ? 1 : 0;
            if (i >= glob.length()) {
                return -1;
            }
            int low = glob.codePointAt(i);
            int high = low;
            i += Character.charCount(low);
            if (i + 1 < glob.length() && glob.charAt(i) == '-') {
                i += glob.charAt(i + 1) == '\\' ? 2 : 1;
                if (i >= glob.length()) {
                    return -1;
                }
                high = glob.codePointAt(i);
                i += Character.charCount(high);
            }
            ranges.add(new int[] {low, high});
        }
        if (i >= glob.length()) {
            return -1;
        }
        boolean except = negated;
        pattern.one(c -> c != '/' && except == ranges.stream().noneMatch(range -> range[0] <= c && c <= range[1]));
        return i;
    }
}
