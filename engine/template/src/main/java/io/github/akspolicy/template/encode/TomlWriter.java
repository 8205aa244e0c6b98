package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Floats;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes values as {@code github.com/BurntSushi/toml} does: version 1.4 in Helm 3, 1.6 in Helm 4. */
public final class TomlWriter {
    /** The end of the names of the zones that stand for the lack of one. */
    static final String LOCAL = "-local";

    private static final String INDENT = "  ";

    private final Output out = new Output();
    private final boolean writesExponents;
    private boolean hasWritten;

    /** What a value is to TOML. */
    private enum Kind {
        NOTHING,
        TABLE,
        TABLES,
        OTHER
    }

    private TomlWriter(Dialect dialect) {
        this.writesExponents = dialect.isRecent();
    }

    /**
     * What {@code toToml} makes of a value.
     *
     * @throws EncodeException where there is no TOML of it
     */
    public static Text write(Value value, Dialect dialect) throws EncodeException {
        var writer = new TomlWriter(dialect);
        writer.encode(List.of(), value, Mark.NONE);
        return writer.out.build();
    }

    private void put(String bytes, Mark mark) {
        out.put(bytes, mark);
        hasWritten = true;
    }

    private void newline(Mark mark) {
        if (hasWritten) {
            put("\n", mark);
        }
    }

    private void encode(List<String> key, Value value, Mark container) throws EncodeException {
        Mark own = Marks.own(value, container);
        if (value.type() == GoType.COMPLEX128) {
            throw new EncodeException("unsupported type for key '" + TomlKeys.joined(key) + "': complex128");
        }
        Kind kind = kind(value);
        if (kind == Kind.TABLE) {
            table(key, value, own);
        } else if (kind == Kind.TABLES && value.data() instanceof GoSlice slice) {
            tables(key, slice, own);
        } else if (!(value.data() instanceof GoMap)) {
            keyValue(key, value, false, own);
        }
    }

    private static Kind kind(Value value) throws EncodeException {
        Object data = value.data();
        if (data == null) {
            return Kind.NOTHING;
        }
        if (data instanceof GoMap map) {
            return map.isNil() ? Kind.NOTHING : Kind.TABLE;
        }
        if (data instanceof GoStruct struct) {
            return struct.marshaledText().isPresent() ? Kind.OTHER : Kind.TABLE;
        }
        if (data instanceof GoSlice slice) {
            return slice.isNil() ? Kind.NOTHING : kindOfElements(slice);
        }
        if (value.type() == GoType.COMPLEX128) {
            throw new EncodeException("unsupported type: complex128");
        }
        return Kind.OTHER;
    }

    private static Kind kindOfElements(GoSlice slice) throws EncodeException {
        boolean tables = slice.size() > 0;
        for (Value element : slice.elements()) {
            Kind kind = kind(element);
            if (kind == Kind.NOTHING) {
                throw new EncodeException("toml: cannot encode array with nil element");
            }
            tables &= kind == Kind.TABLE;
        }
        return tables ? Kind.TABLES : Kind.OTHER;
    }

    private void tables(List<String> key, GoSlice slice, Mark own) throws EncodeException {
        if (key.isEmpty()) {
            throw new EncodeException("toml: top-level values must be Go maps or structs");
        }
        for (Value element : slice.elements()) {
            newline(own);
            put(indent(key) + "[[" + TomlKeys.joined(key) + "]]", own);
            newline(own);
            entries(key, element, false, own);
        }
    }

    private void table(List<String> key, Value value, Mark own) throws EncodeException {
        if (key.size() == 1) {
            newline(own);
        }
        if (!key.isEmpty()) {
            put(indent(key) + "[" + TomlKeys.joined(key) + "]", own);
            newline(own);
        }
        entries(key, value, false, own);
    }

    private static String indent(List<String> key) {
        return INDENT.repeat(Math.max(key.size() - 1, 0));
    }

    /** The entries of a map or a struct, those that are tables last. */
    private void entries(List<String> key, Value value, boolean inline, Mark own) throws EncodeException {
        Map<String, Value> entries = value.data() instanceof GoStruct struct
                ? struct.declaredFields()
                : value.data() instanceof GoMap map ? map.sorted() : Map.of();
        var direct = new LinkedHashMap<String, Value>();
        var tables = new LinkedHashMap<String, Value>();
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            Kind kind = kind(entry.getValue());
            (kind == Kind.TABLE || kind == Kind.TABLES ? tables : direct).put(entry.getKey(), entry.getValue());
        }
        if (inline) {
            put("{", own);
        }
        entries(key, direct, inline, !tables.isEmpty(), own);
        entries(key, tables, inline, false, own);
        if (inline) {
            put("}", own);
        }
    }

    private void entries(List<String> key, Map<String, Value> entries, boolean inline, boolean goesOn, Mark own)
            throws EncodeException {
        int left = entries.size();
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            left--;
            Value value = entry.getValue();
            if (isNil(value)) {
                continue;
            }
            Mark mark = Marks.entry(own, value);
            if (!inline) {
                encode(TomlKeys.add(key, entry.getKey()), value, mark);
                continue;
            }
            keyValue(List.of(entry.getKey()), value, true, mark);
            if (goesOn || left > 0) {
                put(", ", own);
            }
        }
    }

    private static boolean isNil(Value value) {
        return value.isNil()
                || value.data() instanceof GoMap map && map.isNil()
                || value.data() instanceof GoSlice slice && slice.isNil();
    }

    private void keyValue(List<String> key, Value value, boolean inline, Mark mark) throws EncodeException {
        if (!key.isEmpty()) {
            put(indent(key) + TomlKeys.quoted(key.get(key.size() - 1)) + " = ", mark);
        }
        element(value, mark);
        if (!key.isEmpty() && !inline) {
            newline(mark);
        }
    }

    private void element(Value value, Mark container) throws EncodeException {
        Object data = value.data();
        Mark own = Marks.own(value, container);
        if (data instanceof Text text) {
            string(text);
        } else if (data instanceof GoSlice slice) {
            array(slice, own);
        } else if (data instanceof GoStruct struct && struct.marshaledText().isPresent()) {
            String text = struct.marshaledText().get();
            put(value.type() == GoType.TIME ? time(struct, text) : '"' + text + '"', own);
        } else if (data instanceof GoMap || data instanceof GoStruct) {
            entries(List.of(), value, true, own);
        } else if (data instanceof Double number) {
            put(floating(number), own);
        } else if (data instanceof Boolean || data instanceof GoInteger) {
            put(data.toString(), own);
        } else {
            throw new EncodeException("unexpected type: " + value.type());
        }
    }

    /** A time without what its zone says that it has not. */
    private static String time(GoStruct time, String text) {
        String zone = Bytes.text(time.print());
        if (!zone.endsWith(LOCAL)) {
            return text;
        }
        int separator = text.indexOf('T');
        String local = text.substring(0, text.length() - 1);
        return zone.endsWith("datetime" + LOCAL)
                ? local
                : zone.endsWith("date" + LOCAL) ? text.substring(0, separator) : local.substring(separator + 1);
    }

    private void array(GoSlice slice, Mark own) throws EncodeException {
        put("[", own);
        boolean first = true;
        for (Value element : slice.elements()) {
            if (!first) {
                put(", ", own);
            }
            element(element, own);
            first = false;
        }
        put("]", own);
    }

    private String floating(double number) {
        if (Double.isNaN(number)) {
            return Double.doubleToRawLongBits(number) < 0 ? "-nan" : "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        String digits = Floats.format(number, writesExponents ? 'g' : 'f', -1);
        return digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 ? digits : digits + ".0";
    }

    private void string(Text text) {
        String bytes = text.bytes();
        var marks = new Marks(text);
        put("\"", marks.at(0));
        for (int at = 0; at < bytes.length(); at++) {
            put(TomlKeys.escaped(bytes.charAt(at)), marks.at(at));
        }
        put("\"", marks.at(bytes.length()));
    }
}
