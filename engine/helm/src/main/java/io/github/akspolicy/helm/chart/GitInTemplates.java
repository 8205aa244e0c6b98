package io.github.akspolicy.helm.chart;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether a chart that lies at the root of a repository may read what is in {@code .git}. Helm makes the folder part of the chart, where
 * no {@code .helmignore} names it, and nothing but {@code .Files} sees it there.
 */
final class GitInTemplates {
    private static final Pattern EXECUTED = Pattern.compile("(?:templates|charts)/.*|values\\.yaml");

    private static final Pattern FILES = Pattern.compile("\\.Files\\b|[\"`]Files[\"`]");

    /** Calls with a name that is written, and is not one of {@code .git} or a pattern that takes it. */
    private static final Pattern NAMED = Pattern.compile(
            "\\.Files\\.(?:(?:Get|GetBytes|Lines)\\s+[\"`](?!\\.git)[^\"`*]*[\"`]|Glob\\s+[\"`](?:[\\w-][^\"`]*|\\*[^*?/{\\[\"`]*)[\"`])");

    private GitInTemplates() {}

    /**
     * Whether something of a chart may read it.
     *
     * @param files the content of the chart's files by their paths
     */
    static boolean mayBeRead(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .filter(file -> EXECUTED.matcher(file.getKey()).matches())
                .map(file -> new String(file.getValue(), StandardCharsets.ISO_8859_1))
                .anyMatch(text ->
                        FILES.matcher(NAMED.matcher(text).replaceAll("")).find());
    }
}
