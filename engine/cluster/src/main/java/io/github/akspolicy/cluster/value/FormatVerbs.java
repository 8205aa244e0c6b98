package io.github.akspolicy.cluster.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with verbs for values in it (developer.hashicorp.com/terraform/language/functions/format; go-cty stdlib format, Go's
 * {@code fmt}).
 */
final class FormatVerbs {
    private static final Pattern VERB = Pattern.compile(
            "%(?:(?<percent>%)|(?<flags>[0#+ -]*)(?<width>[1-9][0-9]*)?(?:\\.(?<precision>[0-9]*))?(?:\\[(?<index>[1-9][0-9]*)\\])?(?<mode>[a-zA-Z]))");
    private static final int WIDEST = 10_000;

    private final Call call;
    private final List<Value> arguments;
    private final StringBuilder text = new StringBuilder();
    private int next = 1;
    private int highest;

    private FormatVerbs(Call call, List<Value> arguments) {
        this.call = call;
        this.arguments = arguments;
    }

    /** The text; with unknown arguments, its unknown parts in {@code ⟨⟩}. Null when it is too long. */
    static @Nullable String text(Call call, String format, List<Value> arguments) {
        var verbs = new FormatVerbs(call, arguments);
        return verbs.write(format) ? verbs.text.toString() : null;
    }

    private boolean write(String format) {
        Matcher verb = VERB.matcher(format);
        int done = 0;
        for (int i = format.indexOf('%'); i >= 0; i = format.indexOf('%', done)) {
            text.append(format, done, i);
            if (!verb.find(i) || verb.start() != i) {
                throw call.wrong("the verb at offset " + i + " is not valid");
            }
            done = verb.end();
            if (verb.group("percent") != null) {
                text.append('%');
            } else if (!write(verb)) {
                return false;
            }
        }
        text.append(format, done, format.length());
        if (highest < arguments.size()) {
            throw call.wrong("too many arguments; only " + highest + " used by the format");
        }
        return text.length() <= Call.LONGEST;
    }

    private boolean write(Matcher verb) {
        int index = verb.group("index") == null ? next : whole(verb.group("index"));
        next = index + 1;
        highest = Math.max(highest, index);
        if (index > arguments.size()) {
            throw call.wrong("not enough arguments for " + verb.group());
        }
        if (whole(verb.group("width")) > WIDEST || whole(verb.group("precision")) > WIDEST) {
            return false;
        }
        Value argument = arguments.get(index - 1);
        Value.Unknown unknown = Known.firstUnknown(argument);
        text.append(unknown == null ? formatted(verb, argument) : unknown(verb, argument));
        return text.length() <= Call.LONGEST;
    }

    /** A text that a verb only puts in is the same as before. */
    private static String unknown(Matcher verb, Value argument) {
        boolean isAsIs = verb.group().equals("%s") || verb.group().equals("%v");
        if (isAsIs && argument instanceof Value.Unknown unknown) {
            return unknown.partial();
        }
        return "⟨" + verb.group() + " " + Known.plain(Known.rendered(argument)) + "⟩";
    }

    private static int whole(@Nullable String digits) {
        return digits == null || digits.isEmpty()
                ? 0
                : digits.length() > 6 ? Integer.MAX_VALUE - 1 : Integer.parseInt(digits);
    }

    private String formatted(Matcher verb, Value argument) {
        char mode = verb.group("mode").charAt(0);
        if (argument instanceof Value.Null && mode != 'v') {
            throw call.wrong("null has no text for " + verb.group());
        }
        return switch (mode) {
            case 'v' -> padded(verb, asIs(verb, argument));
            case 't' -> Conversion.text(converted(Type.Primitive.BOOL, argument), call.at());
            case 's' -> padded(verb, string(verb, argument));
            case 'q' -> padded(verb, JsonText.of(new Value.Text(string(verb, argument), call.at())));
            case 'b', 'd', 'o', 'x', 'X' -> integer(verb, mode, number(argument));
            case 'e', 'E', 'f', 'g', 'G' -> floating(verb, mode, number(argument));
            default -> throw call.wrong("the verb " + verb.group() + " is not supported");
        };
    }

    private Value converted(Type type, Value argument) {
        return Function.at(call.name() + ": ", call.at(), () -> Conversion.to(type, argument));
    }

    private BigDecimal number(Value argument) {
        BigDecimal number = ((Value.Number) converted(Type.Primitive.NUMBER, argument)).value();
        if (!Numbers.isWritable(number)) {
            throw call.wrong("the number is too large");
        }
        return number;
    }

    private static boolean has(Matcher verb, char flag) {
        return verb.group("flags").indexOf(flag) >= 0;
    }

    private static String asIs(Matcher verb, Value argument) {
        if (!has(verb, '#')) {
            if (argument instanceof Value.Text known) {
                return known.value();
            }
            if (argument instanceof Value.Number number) {
                return Floats.shortest(number.value(), 'e');
            }
        }
        return JsonText.of(argument);
    }

    private String string(Matcher verb, Value argument) {
        String string = Conversion.text(converted(Type.Primitive.STRING, argument), call.at());
        int most = whole(verb.group("precision"));
        if (most == 0) {
            return string;
        }
        List<String> clusters = Graphemes.of(string);
        return clusters.size() <= most ? string : String.join("", clusters.subList(0, most));
    }

    /** As wide as asked, in characters that a reader counts. */
    private static String padded(Matcher verb, String string) {
        int missing = whole(verb.group("width")) - Graphemes.count(string);
        if (missing <= 0) {
            return string;
        }
        String padding = (has(verb, '0') ? "0" : " ").repeat(missing);
        return has(verb, '-') ? string + padding : padding + string;
    }

    private String integer(Matcher verb, char mode, BigDecimal number) {
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            throw call.wrong("a whole number is required for " + verb.group());
        }
        BigInteger whole = number.toBigInteger();
        int radix = mode == 'b' ? 2 : mode == 'o' ? 8 : mode == 'd' ? 10 : 16;
        String digits = whole.abs().toString(radix);
        if (mode == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        String prefix = has(verb, '#') ? mode == 'b' ? "0b" : mode == 'o' ? "0" : mode == 'd' ? "" : "0" + mode : "";
        String precision = verb.group("precision");
        if (precision != null) {
            int most = whole(precision);
            digits = most == 0 && whole.signum() == 0 ? "" : "0".repeat(Math.max(0, most - digits.length())) + digits;
            if (digits.isEmpty()) {
                return "";
            }
        }
        return filled(verb, sign(verb, whole.signum() < 0) + prefix, digits, has(verb, '0') && precision == null, true);
    }

    private static String sign(Matcher verb, boolean isNegative) {
        return isNegative ? "-" : has(verb, '+') ? "+" : has(verb, ' ') ? " " : "";
    }

    private static String floating(Matcher verb, char mode, BigDecimal number) {
        String given = verb.group("precision");
        int precision = given == null ? 6 : whole(given);
        String digits = switch (mode) {
            case 'e', 'E' -> Floats.exponent(number.abs(), precision, mode);
            case 'f' -> Floats.plain(number.abs(), precision);
            default ->
                given == null
                        ? Floats.shortest(number.abs(), mode == 'g' ? 'e' : 'E')
                        : Floats.general(number.abs(), precision, mode == 'g' ? 'e' : 'E');
        };
        return filled(verb, sign(verb, number.signum() < 0), digits, has(verb, '0'), false);
    }

    /** A sign before zeros, spaces before a sign; only whole numbers to the left are not filled with zeros. */
    private static String filled(Matcher verb, String sign, String digits, boolean hasZeros, boolean isWhole) {
        int missing = whole(verb.group("width")) - sign.length() - digits.length();
        if (missing <= 0) {
            return sign + digits;
        }
        boolean isLeft = has(verb, '-');
        if (hasZeros && !(isLeft && isWhole)) {
            return sign + "0".repeat(missing) + digits;
        }
        return isLeft ? sign + digits + " ".repeat(missing) : " ".repeat(missing) + sign + digits;
    }
}
