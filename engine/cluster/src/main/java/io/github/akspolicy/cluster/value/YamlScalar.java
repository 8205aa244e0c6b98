package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/** What a scalar of YAML is (github.com/zclconf/go-cty-yaml resolve.go, v1.1). */
final class YamlScalar {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> INFINITE =
            Set.of(".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF");
    private static final Set<String> NOT_A_NUMBER = Set.of(".nan", ".NaN", ".NAN");
    private static final Set<String> TAGS = Set.of("", "str", "bool", "int", "float", "null", "timestamp", "binary");

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64);

    private YamlScalar() {}

    /**
     * Its value.
     *
     * @param tag without the prefix of the standard; empty when there is none
     * @param isQuoted whether it stands in quotes of either kind
     * @throws YAMLException when the text is not what the tag says
     */
    static Value of(String tag, String source, boolean isQuoted, Position at) {
        if (!TAGS.contains(tag)) {
            throw new YAMLException("the tag " + tag + " is not supported");
        }
        boolean isOpen =
                !tag.equals("str") && !tag.equals("binary") && (source.isEmpty() || mayBeMore(source.charAt(0)));
        if (isOpen && isQuoted) {
            return text(source, at);
        }
        Value word = isOpen ? word(source, at) : null;
        if (word != null) {
            return word;
        }
        if (isOpen && tag.isEmpty() && NOT_A_NUMBER.contains(source)) {
            throw new YAMLException("what is not a number is not supported");
        }
        Value number = isOpen ? numeric(tag, source, at) : null;
        return number == null ? tagged(tag, source, at) : number;
    }

    private static boolean mayBeMore(char first) {
        return "+-.~yYnNtTfFoO".indexOf(first) >= 0 || first >= '0' && first <= '9';
    }

    private static Value text(String source, Position at) {
        return new Value.Text(source, at);
    }

    private static @Nullable Value word(String source, Position at) {
        if (TRUE.contains(source) || FALSE.contains(source)) {
            return new Value.Bool(TRUE.contains(source), at);
        }
        if (INFINITE.contains(source)) {
            return new Value.Unknown(source, "⟨" + source + "⟩", source + " is infinite", at, null);
        }
        return NULL.contains(source) ? new Value.Null(at) : null;
    }

    private static @Nullable Value numeric(String tag, String source, Position at) {
        char first = source.charAt(0);
        if (first == '.') {
            BigDecimal number = Numbers.parsed(source);
            return number == null ? null : new Value.Number(number, at);
        }
        if (first != '+' && first != '-' && (first < '0' || first > '9')) {
            return null;
        }
        String time = tag.isEmpty() || tag.equals("timestamp") ? Timestamps.ofYaml(source) : null;
        if (time != null) {
            return text(time, at);
        }
        return WHOLE.matcher(source).matches() || FLOAT.matcher(source).matches() ? number(source, at) : null;
    }

    private static Value tagged(String tag, String source, Position at) {
        switch (tag) {
            case "binary" -> {
                if (!isBase64(source)) {
                    throw new YAMLException("the text is not valid base64");
                }
                return text(source, at);
            }
            case "int", "float" -> {
                return number(source, at);
            }
            case "null" -> {
                return new Value.Null(at);
            }
            case "bool", "timestamp" -> throw new YAMLException("the text is not a " + tag);
            default -> {
                return text(source, at);
            }
        }
    }

    private static boolean isBase64(String source) {
        try {
            Base64.getDecoder().decode(source.replace("\n", ""));
            return true;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private static Value number(String source, Position at) {
        String plain = source.replace("_", "");
        BigDecimal number = Numbers.parsed(plain);
        if (number == null) {
            number = withPrefix(plain);
        }
        if (number == null) {
            throw new YAMLException("\"" + source + "\" is not a number");
        }
        return new Value.Number(number, at);
    }

    /** {@code 0x1f}, {@code 0o17} and {@code 0b1}, of at most 64 bits. */
    private static @Nullable BigDecimal withPrefix(String text) {
        boolean isNegative = text.startsWith("-");
        String digits = isNegative || text.startsWith("+") ? text.substring(1) : text;
        if (digits.length() < 3 || digits.length() > 70 || digits.charAt(0) != '0') {
            return null;
        }
        int radix = switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
        if (radix == 0 || !digits.substring(2).chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0)) {
            return null;
        }
        BigInteger number = new BigInteger(digits.substring(2), radix);
        return number.compareTo(MOST) >= 0 ? null : new BigDecimal(isNegative ? number.negate() : number);
    }
}
