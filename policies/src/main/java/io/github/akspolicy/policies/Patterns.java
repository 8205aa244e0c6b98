package io.github.akspolicy.policies;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Regular expressions of settings, each compiled once: the same few are asked for every resource. They are not part of a
 * policy, since a policy has no state.
 */
public final class Patterns {
    /** More than all settings of a repository have; only a bound, so that nothing grows without end. */
    private static final int MOST = 1_000;

    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private Patterns() {}

    /**
     * An expression, compiled.
     *
     * @throws java.util.regex.PatternSyntaxException when it is none
     */
    public static Pattern of(String expression) {
        Pattern known = COMPILED.get(expression);
        if (known == null) {
            known = Pattern.compile(expression);
            if (COMPILED.size() < MOST) {
                COMPILED.put(expression, known);
            }
        }
        return known;
    }

    /** Whether one of the expressions matches the whole text. */
    public static boolean anyMatches(List<String> expressions, String text) {
        for (String expression : expressions) {
            if (of(expression).matcher(text).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the expressions matches a part of the text. */
    public static boolean anyFinds(List<String> expressions, String text) {
        for (String expression : expressions) {
            if (of(expression).matcher(text).find()) {
                return true;
            }
        }
        return false;
    }
}
