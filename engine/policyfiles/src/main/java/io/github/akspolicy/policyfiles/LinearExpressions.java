package io.github.akspolicy.policyfiles;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.github.akspolicy.policy.ExpressionSize;

/**
 * The expressions of {@code pattern} and {@code patternProperties}. Schema and manifests come with the repository that is checked:
 * no expression may take time that grows faster than the text. What JSON Schema recommends to keep to is supported; looking
 * ahead or behind and backreferences are not.
 */
final class LinearExpressions implements RegularExpressionFactory {
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;

    @Override
    public RegularExpression getRegularExpression(String written) {
        Pattern pattern = compiled(written);
        return text -> pattern.matcher(text).find();
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when it cannot be used; the message says why, and what to write instead
     */
    static Pattern compiled(String written) {
        try {
            return Pattern.compile(ExpressionSize.checked(unicode(written)));
        } catch (PatternSyntaxException unsupported) {
            throw new IllegalArgumentException(
                    unsupported.getDescription() + (looksAround(written) ? "; use not: {pattern: ...} instead" : ""),
                    unsupported);
        }
    }

    private static boolean looksAround(String written) {
        return written.contains("(?=") || written.contains("(?!") || written.contains("(?<");
    }

    /** ECMA 262 writes a character by four hexadecimal digits behind a u, RE2 in braces behind an x. */
    private static String unicode(String written) {
        var text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            text.append(c);
            if (c != '\\' || ++i >= written.length()) {
                continue;
            }
            if (written.charAt(i) == 'u' && isHex(written, i + 1)) {
                text.append("x{").append(written, i + 1, i + 1 + UNICODE_DIGITS).append('}');
                i += UNICODE_DIGITS;
            } else {
                text.append(written.charAt(i));
            }
        }
        return text.toString();
    }

    private static boolean isHex(String text, int from) {
        return from + UNICODE_DIGITS <= text.length()
                && text.substring(from, from + UNICODE_DIGITS).chars().allMatch(c -> Character.digit(c, HEX) >= 0);
    }
}
