package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.GoNumbers;
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
    private final Text text;
    private final String bytes;
    private int at;
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
        new JsonSyntax(text.bytes()).check();
        var reader = new JsonReader(text);
        Value value = reader.value();
        return new Result(value, reader.problem);
    }

    private void skipSpace() {
        while (at < bytes.length() && JsonSyntax.isSpace(bytes.charAt(at))) {
            at++;
        }
    }

    private Value value() {
        skipSpace();
        int start = at;
        Value value = switch (bytes.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> Value.of(string());
            case 't' -> word("true", true, start);
            case 'f' -> word("false", false, start);
            case 'n' -> word("null", null, start);
            default -> number();
        };
        skipSpace();
        return value;
    }

    private Value word(String word, @Nullable Object value, int start) {
        at += word.length();
        return Value.of(value, text.part(start, at).sources());
    }

    private Value object() {
        GoMap map = GoMap.empty();
        at++;
        skipSpace();
        while (bytes.charAt(at) != '}') {
            if (bytes.charAt(at) == ',') {
                at++;
            }
            skipSpace();
            String key = string().bytes();
            skipSpace();
            at++;
            map.put(key, value());
        }
        at++;
        return Value.of(map, Sources.NONE);
    }

    private Value array() {
        var elements = new ArrayList<Value>();
        at++;
        skipSpace();
        while (bytes.charAt(at) != ']') {
            if (bytes.charAt(at) == ',') {
                at++;
            }
            elements.add(value());
        }
        at++;
        return Value.of(GoSlice.of(elements), Sources.NONE);
    }

    private Value number() {
        int start = at;
        while (at < bytes.length() && "+-.0123456789eE".indexOf(bytes.charAt(at)) >= 0) {
            at++;
        }
        Text literal = text.part(start, at);
        OptionalDouble number = GoNumbers.floating(literal.bytes());
        if (number.isEmpty()) {
            problem = problem == null
                    ? "json: cannot unmarshal number " + literal.bytes() + " into Go value of type float64"
                    : problem;
            return Value.nil(literal.sources());
        }
        return Value.of(number.getAsDouble(), literal.sources());
    }

    private Text string() {
        int start = ++at;
        boolean plain = true;
        while (bytes.charAt(at) != '"') {
            plain &= bytes.charAt(at) != '\\';
            at += bytes.charAt(at) == '\\' ? 2 : 1;
        }
        Text inner = text.part(start, at++);
        return plain && Bytes.isAscii(inner.bytes()) ? inner : unescaped(inner);
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
