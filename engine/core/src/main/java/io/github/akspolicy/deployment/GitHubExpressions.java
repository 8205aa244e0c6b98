package io.github.akspolicy.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Expressions of GitHub Actions in texts, as far as the workflow says their values: {@code env}, {@code matrix} and {@code inputs}
 * with literals. Conditions are not evaluated: of {@code c && 'a' || 'b'} it is known that it is one of two.
 */
final class GitHubExpressions {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{((?:[^}']|'[^']*+'|}(?!})){0,500}+)}}");
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern EITHER = Pattern.compile("(.+?)&&\\s*'([^']+)'\\s*\\|\\|\\s*'([^']+)'");
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z_][\\w-]*(\\.[A-Za-z_][\\w-]*)*");
    private static final int LONGEST_NAME = 60;

    private final Function<String, @Nullable String> values;
    private final Map<String, List<String>> choices;

    /**
     * @param values of properties such as {@code env.TAG}
     * @param choices of properties
     */
    GitHubExpressions(Function<String, @Nullable String> values, Map<String, List<String>> choices) {
        this.values = values;
        this.choices = new HashMap<>(choices);
    }

    /** What an expression may be, by the name that stands for it. */
    Map<String, List<String>> choices() {
        return choices;
    }

    String resolved(String text) {
        return resolved(PlacedText.plain(text)).text();
    }

    PlacedText resolved(PlacedText text) {
        return text.replaced(EXPRESSION, found -> value(found.group(1).strip()));
    }

    private String value(String expression) {
        Matcher literal = LITERAL.matcher(expression);
        if (literal.matches()) {
            return literal.group(1).replace("''", "'");
        }
        if (PROPERTY.matcher(expression).matches()) {
            String value = expression.equals("github.workspace")
                    ? OpenText.unknown(ShellSubstitution.ROOT)
                    : values.apply(expression);
            return value == null ? OpenText.unknown(expression) : value;
        }
        Matcher either = EITHER.matcher(expression);
        String name = expression.replaceAll("[^\\w.-]+", "_");
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + expression.hashCode() : name;
        if (either.matches()) {
            choices.put(shown, List.of(either.group(2), either.group(3)));
        }
        return OpenText.unknown(shown);
    }
}
