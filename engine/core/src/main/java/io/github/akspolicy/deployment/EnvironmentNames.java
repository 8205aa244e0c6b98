package io.github.akspolicy.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How environments are called in the names of files, jobs and namespaces. */
final class EnvironmentNames {
    /** The environment of a chart for which none is named. */
    static final String DEFAULT = "default";

    /** Words for an environment, those that matter most first. */
    private static final List<Set<String>> WORDS = List.of(
            Set.of("prod", "production", "prd", "live", "prodn"),
            Set.of(
                    "staging",
                    "stage",
                    "stg",
                    "preprod",
                    "preproduction",
                    "nonprod",
                    "nonproduction",
                    "uat",
                    "acc",
                    "acceptance",
                    "qa",
                    "sit",
                    "ppe"),
            Set.of(
                    "dev",
                    "develop",
                    "development",
                    "int",
                    "integration",
                    "test",
                    "testing",
                    "tst",
                    "sandbox",
                    "preview",
                    "perf"),
            Set.of("local"));

    /** Folders that hold one file or folder for each environment. */
    private static final Set<String> FOLDERS =
            Set.of("environments", "environment", "envs", "env", "stages", "overlays", "clusters");

    /** Folders with examples and tests, which nothing is deployed with. */
    private static final Set<String> NEVER = Set.of(
            "ci",
            "test",
            "tests",
            "testing",
            "example",
            "examples",
            "sample",
            "samples",
            "demo",
            "demos",
            "e2e",
            "hack");

    private static final Set<String> FILLING = Set.of(
            "values", "value", "secrets", "secret", "override", "overrides", "helm", "config", "deploy", "k8s", "aks");
    private static final Pattern SEPARATOR = Pattern.compile("[-._ /]+");
    private static final Pattern NUMBERED = Pattern.compile("([a-z]+?)[0-9]{1,3}");
    private static final Pattern ENDING = Pattern.compile("(?i)\\.(ya?ml|json|tfvars|tfvars\\.json)$");
    private static final int LONGEST = 40;

    private EnvironmentNames() {}

    /** How much an environment matters: 0 for production; those with a name of no known word last. */
    static int rank(String name) {
        for (int rank = 0; rank < WORDS.size(); rank++) {
            Set<String> words = WORDS.get(rank);
            if (words(name).stream().anyMatch(word -> words.contains(plain(word)))) {
                return rank;
            }
        }
        return WORDS.size();
    }

    /** Whether two names mean the same, such as {@code prod} and {@code production}. */
    static boolean isSame(String one, String other) {
        return one.equals(other)
                || WORDS.get(0).contains(one) && WORDS.get(0).contains(other)
                || Set.of("staging", "stage", "stg").containsAll(Set.of(one, other))
                || Set.of("dev", "develop", "development").containsAll(Set.of(one, other))
                || Set.of("test", "testing", "tst").containsAll(Set.of(one, other));
    }

    /** Whether a path leads through a folder of examples or tests. */
    static boolean isOfTests(String path) {
        String[] segments = path.toLowerCase(Locale.ROOT).split("/");
        return Arrays.stream(segments, 0, Math.max(0, segments.length - 1)).anyMatch(NEVER::contains);
    }

    /**
     * The environment that a values file is for, by its path; null where the path names none.
     *
     * @param path relative to the chart, or to a folder around it, with {@code /}
     * @param chart the name of the chart's folder, which is no part of the name of an environment
     */
    static @Nullable String ofFile(String path, String chart) {
        String[] segments = path.toLowerCase(Locale.ROOT).split("/");
        if (isOfTests(path)) {
            return null;
        }
        List<String> ofChart = words(chart);
        String stem = name(ENDING.matcher(segments[segments.length - 1]).replaceFirst(""), ofChart);
        if (hasWord(stem)) {
            return stem;
        }
        for (int i = segments.length - 2; i >= 0; i--) {
            if (FOLDERS.contains(segments[i])) {
                String next = i == segments.length - 2 ? stem : name(segments[i + 1], ofChart);
                return next.isEmpty() ? null : next;
            }
            if (hasWord(name(segments[i], List.of()))) {
                return name(segments[i], List.of());
            }
        }
        return null;
    }

    /** What is left of the name of a values file without the words of values files and of the chart; null where nothing is. */
    static @Nullable String ofAnyFile(String fileName, String chart) {
        String name = name(ENDING.matcher(fileName.toLowerCase(Locale.ROOT)).replaceFirst(""), words(chart));
        return name.isEmpty() ? null : name;
    }

    /** The environment that a text names by a word, such as a namespace {@code store-dev}; null where it names none. */
    static @Nullable String ofText(String text) {
        List<String> known = words(text).stream()
                .filter(EnvironmentNames::hasWord)
                .distinct()
                .toList();
        return known.size() == 1 ? known.get(0) : null;
    }

    /** The name that a pipeline gives an environment, in the letters that the configuration allows; null where nothing is left. */
    static @Nullable String ofPipeline(String text) {
        String name = String.join("-", words(text));
        String known = ofText(text);
        return known != null && words(text).size() <= 2 && !name.matches(".*[0-9].*")
                ? known
                : name.isEmpty() ? null : cut(name);
    }

    private static String name(String text, List<String> without) {
        var left = new ArrayList<>(words(text));
        left.removeAll(FILLING);
        left.removeAll(without);
        return cut(String.join("-", left));
    }

    private static String cut(String name) {
        return name.length() > LONGEST ? name.substring(0, LONGEST).replaceFirst("-+$", "") : name;
    }

    private static List<String> words(String text) {
        return Arrays.stream(SEPARATOR.split(text.toLowerCase(Locale.ROOT)))
                .map(word -> word.replaceAll("[^a-z0-9]", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean hasWord(String name) {
        return !name.isEmpty() && rank(name) < WORDS.size();
    }

    /** {@code dev2} is a {@code dev}. */
    private static String plain(String word) {
        var numbered = NUMBERED.matcher(word);
        return numbered.matches() ? numbered.group(1) : word;
    }
}
