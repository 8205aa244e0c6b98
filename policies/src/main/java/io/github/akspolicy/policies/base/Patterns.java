package io.github.akspolicy.policies.base;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.github.akspolicy.policy.ExpressionSize;
import io.github.akspolicy.resource.Recent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions of settings, each compiled once: the same few are asked for every resource. They are not part of a
 * policy, since a policy has no state.
 *
 * <p>Settings come with the repository that is checked, and so does the text: an expression must not take time that grows faster
 * than the text. The syntax is <a href="https://github.com/google/re2/wiki/Syntax">RE2's</a>, which Azure Policy and Gatekeeper
 * have, too: Perl's without backreferences and without looking ahead or behind.
 */
public final class Patterns {
    /** More than all settings of a repository have; only a bound, so that nothing grows without end. */
    private static final int MOST = 200;

    private static final int SHOWN = 100;

    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();
    private static final Map<String, Recent<Boolean>> OF_NAMES = new ConcurrentHashMap<>();

    private Patterns() {}

    /**
     * An expression, compiled.
     *
     * @throws IllegalArgumentException when it is none, or too large; the message names it and says why
     */
    public static Pattern of(String expression) {
        Pattern known = COMPILED.get(expression);
        if (known == null) {
            known = compiled(expression);
            if (COMPILED.size() < MOST) {
                COMPILED.put(expression, known);
            }
        }
        return known;
    }

    private static String shortened(String expression) {
        return expression.length() <= SHOWN ? expression : expression.substring(0, SHOWN) + "…";
    }

    /** What is wrong with an expression of a setting; null when nothing is. An empty one stands for none. */
    public static @Nullable String fault(String expression) {
        try {
            of(expression);
            return null;
        } catch (IllegalArgumentException unusable) {
            return unusable.getMessage();
        }
    }

    private static Pattern compiled(String expression) {
        try {
            return Pattern.compile(ExpressionSize.checked(expression));
        } catch (PatternSyntaxException unsupported) {
            throw new IllegalArgumentException(
                    "the regular expression " + shortened(expression) + " is not valid in RE2's syntax: "
                            + unsupported.getDescription(),
                    unsupported);
        }
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

    /** Whether an expression matches a part of the text; one that cannot be read matches none, as in Rego. */
    public static boolean finds(String expression, String text) {
        return fault(expression) == null && of(expression).matcher(text).find();
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
