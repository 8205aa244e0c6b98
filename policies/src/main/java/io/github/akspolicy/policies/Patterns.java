package io.github.akspolicy.policies;

import io.github.akspolicy.resource.Recent;
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
    private static final int MOST = 200;

    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();
    private static final Map<String, Recent<Boolean>> OF_NAMES = new ConcurrentHashMap<>();

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

    /** Whether an expression matches the whole of a name, such as that of a variable: the same few come again and again. */
    public static boolean matchesName(String expression, String name) {
        Recent<Boolean> known = OF_NAMES.get(expression);
        if (known == null) {
            Pattern pattern = of(expression);
            known = new Recent<>(text -> pattern.matcher(text).matches());
            if (OF_NAMES.size() < MOST) {
                OF_NAMES.put(expression, known);
            }
        }
        return known.of(name);
    }

    /** Whether one of the expressions matches the whole of a name. */
    public static boolean anyMatchesName(List<String> expressions, String name) {
        for (String expression : expressions) {
            if (matchesName(expression, name)) {
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
