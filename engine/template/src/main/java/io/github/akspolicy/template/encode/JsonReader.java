package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.GoNumbers;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads JSON as Go's {@code encoding/json} does into values of no particular type: numbers are floats. */
public final class JsonReader {
    private static final int MAX_DEPTH = 10_000;
    private static final String VALUE = "looking for beginning of value";

    private final Text text;
    private final String bytes;
    private int at;
    private int depth;
    private @Nullable String problem;

    private JsonReader(Text text) {
        this.text = text;
        this.bytes = text.bytes();
    }

    /**
     * What a text says, and what Go says of values in it that it cannot hold.
     *
     * @param value the value; without those values
     * @param problem the first of them; null without one
     */
    public record Result(Value value, @Nullable String problem) {}

    /**
     * The value of a text.
     *
     * @throws EncodeException when it is not JSON
     */
    public static Result read(Text text) throws EncodeException {
        var reader = new JsonReader(text);
        Value value = reader.value(VALUE);
        reader.skipSpace();
        if (reader.at < reader.bytes.length()) {
            throw reader.unexpected("after top-level value");
        }
        return new Result(value, reader.problem);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private void skipSpace() {
        while (at < bytes.length() && isSpace(bytes.charAt(at))) {
            at++;
        }
    }

    /** At the end of the text Go reads one more space, and complains of it before it complains of the end. */
    private char peek() {
        return at < bytes.length() ? bytes.charAt(at) : ' ';
    }

    private EncodeException unexpected(String context) {
        return new EncodeException("invalid character " + quoted(peek()) + " " + context);
    }

    private static EncodeException ended() {
        return new EncodeException("unexpected end of JSON input");
    }

    /** A byte as Go quotes it: as the character of its number. */
    private static String quoted(char c) {
        if (c == '\'') {
            return "'\\''";
        }
        if (c == '"') {
            return "'\"'";
        }
        String quoted = Quote.quote(Bytes.of(String.valueOf(c)));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    private void requireMore() throws EncodeException {
        skipSpace();
        if (at == bytes.length()) {
            throw ended();
        }
    }

    private Value value(String context) throws EncodeException {
        requireMore();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> Value.of(string());
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected(context);
        };
    }

    private Value word(String word, @Nullable Object value) throws EncodeException {
        int start = at;
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
        return Value.of(value, text.part(start, at).sources());
    }

    /** Enters an object or a list. Returns whether it is empty, and then leaves it. */
    private boolean isEmpty(char end) throws EncodeException {
        at++;
        if (++depth > MAX_DEPTH) {
            throw new EncodeException("exceeded max depth");
        }
        requireMore();
        return peek() == end && hasEnded(end, "");
    }

    /** Reads what follows an element: the end, or a comma. */
    private boolean hasEnded(char end, String context) throws EncodeException {
        requireMore();
        boolean ends = peek() == end;
        if (!ends && peek() != ',') {
            throw unexpected(context);
        }
        at++;
        depth -= ends ? 1 : 0;
        return ends;
    }

    private Value object() throws EncodeException {
        GoMap map = GoMap.empty();
        boolean ended = isEmpty('}');
        while (!ended) {
            requireMore();
            if (peek() != '"') {
                throw unexpected("looking for beginning of object key string");
            }
            String key = string().bytes();
            requireMore();
            if (peek() != ':') {
                throw unexpected("after object key");
            }
            at++;
            map.put(key, value(VALUE));
            ended = hasEnded('}', "after object key:value pair");
        }
        return Value.of(map, Sources.NONE);
    }

    private Value array() throws EncodeException {
        var elements = new ArrayList<Value>();
        boolean ended = isEmpty(']');
        while (!ended) {
            elements.add(value(VALUE));
            ended = hasEnded(']', "after array element");
        }
        return Value.of(GoSlice.of(elements), Sources.NONE);
    }

    private Value number() throws EncodeException {
        int start = at;
        if (peek() == '-') {
            at++;
            requireDigit("in numeric literal");
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            requireDigit("after decimal point in numeric literal");
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            requireDigit("in exponent of numeric literal");
            digits();
        }
        return number(text.part(start, at));
    }

    private void requireDigit(String context) throws EncodeException {
        if (!isDigit(peek())) {
            throw unexpected(context);
        }
    }

    private void digits() {
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Value number(Text literal) {
        OptionalDouble number = GoNumbers.floating(literal.bytes());
        if (number.isEmpty()) {
            problem = problem == null
                    ? "json: cannot unmarshal number " + literal.bytes() + " into Go value of type float64"
                    : problem;
            return Value.nil(literal.sources());
        }
        return Value.of(number.getAsDouble(), literal.sources());
    }

    private Text string() throws EncodeException {
        int start = ++at;
        boolean plain = true;
        while (at < bytes.length() && bytes.charAt(at) != '"') {
            char c = bytes.charAt(at);
            if (c < ' ') {
                throw unexpected("in string literal");
            }
            at++;
            if (c == '\\') {
                plain = false;
                escape();
            }
        }
        if (at == bytes.length()) {
            throw ended();
        }
        Text inner = text.part(start, at++);
        return plain && Bytes.isAscii(inner.bytes()) ? inner : unescaped(inner);
    }

    private void escape() throws EncodeException {
        char c = peek();
        if ("bfnrt\\/\"u".indexOf(c) < 0) {
            throw unexpected("in string escape code");
        }
        at++;
        for (int i = 0; c == 'u' && i < 4; i++, at++) {
            if (peek() > 'f' || Character.digit(peek(), 16) < 0) {
                throw unexpected("in \\u hexadecimal character escape");
            }
        }
    }

    private static Text unescaped(Text inner) {
        String bytes = inner.bytes();
        var marks = new Marks(inner);
        var out = new Output();
        for (int i = 0; i < bytes.length(); ) {
            Mark mark = marks.at(i);
            if (bytes.charAt(i) == '\\' && bytes.charAt(i + 1) == 'u') {
                int code = hex(bytes, i + 2);
                i += 6;
                if (Character.isHighSurrogate((char) code) && bytes.startsWith("\\u", i)) {
                    int low = hex(bytes, i + 2);
                    if (Character.isLowSurrogate((char) low)) {
                        code = Character.toCodePoint((char) code, (char) low);
                        i += 6;
                    }
                }
                boolean half = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
                out.put(Bytes.of(Character.toString(half ? Bytes.INVALID : code)), mark);
            } else if (bytes.charAt(i) == '\\') {
                int named = "bfnrt".indexOf(bytes.charAt(i + 1));
                out.put(named >= 0 ? "\b\f\n\r\t".charAt(named) : bytes.charAt(i + 1), mark);
                i += 2;
            } else {
                int width = Bytes.widthAt(bytes, i);
                out.put(Bytes.of(Character.toString(Bytes.runeAt(bytes, i))), mark);
                i += width;
            }
        }
        return out.build();
    }

    private static int hex(String bytes, int from) {
        return Integer.parseInt(bytes.substring(from, from + 4), 16);
    }
}
