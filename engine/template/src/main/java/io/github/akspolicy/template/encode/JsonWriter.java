package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes values as Go's {@code encoding/json} does. */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";
    private static final String INDENT = "  ";

    /** From this depth on Go looks whether a map is in itself. */
    private static final int DEEP = 1000;

    /** How a text is laid out. */
    public enum Layout {
        /** On one line, with the characters escaped that HTML reads. */
        COMPACT,
        /** On one line, with those characters as they are. */
        RAW,
        /** A line for each element. */
        PRETTY
    }

    private final Output out = new Output();
    private final Layout layout;
    private final Map<GoMap, Boolean> deep = new IdentityHashMap<>();
    private int depth;

    private JsonWriter(Layout layout) {
        this.layout = layout;
    }

    /**
     * The JSON of a value.
     *
     * @throws EncodeException where Go has none
     */
    public static Text write(Value value, Layout layout) throws EncodeException {
        var writer = new JsonWriter(layout);
        writer.value(value, Mark.NONE);
        return writer.out.build();
    }

    private void value(Value value, Mark container) throws EncodeException {
        Object data = value.data();
        if (data instanceof Text text) {
            string(text);
        } else if (data instanceof GoMap map) {
            object(value, map);
        } else if (data instanceof GoSlice slice) {
            array(value, slice);
        } else if (data instanceof GoStruct struct) {
            struct(value, struct);
        } else {
            out.put(scalar(value, data), Marks.own(value, container));
        }
    }

    private static String scalar(Value value, @Nullable Object data) throws EncodeException {
        if (data == null) {
            return "null";
        }
        if (data instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                throw JsonNumbers.unsupported(number);
            }
            return JsonNumbers.of(number);
        }
        if (data instanceof Boolean || data instanceof GoInteger) {
            return data.toString();
        }
        throw new EncodeException("json: unsupported type: " + value.type());
    }

    private void object(Value value, GoMap map) throws EncodeException {
        if (map.isNil()) {
            out.put("null", Marks.own(value));
            return;
        }
        if (depth > DEEP && deep.put(map, true) != null) {
            throw new EncodeException("json: unsupported value: encountered a cycle via " + map.type());
        }
        entries(value, map.sorted());
        deep.remove(map);
    }

    private void struct(Value value, GoStruct struct) throws EncodeException {
        Optional<String> text = struct.marshaledText();
        if (text.isPresent()) {
            string(Text.of(text.get(), Marks.own(value)));
        } else {
            entries(value, struct.jsonFields());
        }
    }

    private void entries(Value value, Map<String, Value> entries) throws EncodeException {
        Mark own = Marks.own(value);
        out.put('{', own);
        depth++;
        boolean first = true;
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            Mark mark = Marks.entry(own, entry.getValue());
            next(first, mark);
            string(Text.of(entry.getKey(), mark));
            out.put(layout == Layout.PRETTY ? ": " : ":", mark);
            value(entry.getValue(), mark);
            first = false;
        }
        close(first, '}', own);
    }

    private void array(Value value, GoSlice slice) throws EncodeException {
        Mark own = Marks.own(value);
        if (slice.isNil()) {
            out.put("null", own);
            return;
        }
        if (slice.type().element() == GoType.UINT8) {
            out.put('"' + base64(slice) + '"', Marks.all(value));
            return;
        }
        out.put('[', own);
        depth++;
        boolean first = true;
        for (Value element : slice.elements()) {
            next(first, own);
            value(element, own);
            first = false;
        }
        close(first, ']', own);
    }

    /** What Go makes of bytes. */
    static String base64(GoSlice slice) {
        byte[] bytes = slice.asText().bytes().getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void next(boolean first, Mark mark) {
        if (!first) {
            out.put(',', mark);
        }
        line(mark);
    }

    private void close(boolean empty, char bracket, Mark mark) {
        depth--;
        if (!empty) {
            line(mark);
        }
        out.put(bracket, mark);
    }

    private void line(Mark mark) {
        if (layout == Layout.PRETTY) {
            out.put('\n', mark).put(INDENT.repeat(depth), mark);
        }
    }

    private void string(Text text) {
        String bytes = text.bytes();
        var marks = new Marks(text);
        out.put('"', marks.at(0));
        for (int at = 0; at < bytes.length(); ) {
            int width = Bytes.widthAt(bytes, at);
            out.put(character(bytes, at, width), marks.at(at));
            at += width;
        }
        out.put('"', marks.at(bytes.length()));
    }

    private String character(String bytes, int at, int width) {
        int c = Bytes.runeAt(bytes, at);
        if (c < ' ') {
            int named = "\b\f\n\r\t".indexOf(c);
            return named >= 0 ? "\\" + "bfnrt".charAt(named) : unicode(c);
        }
        if (c == '"' || c == '\\') {
            return "\\" + (char) c;
        }
        boolean html = layout != Layout.RAW && (c == '<' || c == '>' || c == '&');
        boolean invalid = c == Bytes.INVALID && width == 1;
        return html || invalid || c == 0x2028 || c == 0x2029 ? unicode(c) : bytes.substring(at, at + width);
    }

    private static String unicode(int c) {
        return "\\u" + HEX.charAt(c >> 12) + HEX.charAt(c >> 8 & 0xF) + HEX.charAt(c >> 4 & 0xF) + HEX.charAt(c & 0xF);
    }
}
