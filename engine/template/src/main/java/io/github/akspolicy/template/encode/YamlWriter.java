package io.github.akspolicy.template.encode;

import io.github.akspolicy.manifest.YamlEvents;
import io.github.akspolicy.template.text.Floats;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as YAML. Helm has two writers: {@code toYaml} writes JSON, reads that as YAML and writes it with version 2 of
 * go-yaml; {@code toYamlPretty} writes values with version 3.
 */
public final class YamlWriter {
    private static final String BINARY = "!!binary";
    private static final int INDENT = 2;
    private static final int LONGEST_KEY = 128;
    private static final int MAX_DEPTH = 10_000;
    private static final int WIDTH = 80;

    private final boolean isPretty;
    private final YamlOutput out = new YamlOutput();
    private final YamlScalarWriter scalars;
    private final KeyOrder order;
    private int depth;

    /** Where a value stands. */
    private enum Place {
        ROOT,
        ELEMENT,
        VALUE
    }

    private YamlWriter(boolean isPretty) {
        this.isPretty = isPretty;
        this.scalars = new YamlScalarWriter(out, isPretty ? Integer.MAX_VALUE : WIDTH);
        this.order = new KeyOrder(isPretty);
    }

    /**
     * What {@code sigs.k8s.io/yaml} makes of a value, with the line break at its end.
     *
     * @throws EncodeException where it has nothing for it
     */
    public static Text write(Value value) throws EncodeException {
        Text json;
        try {
            json = JsonWriter.write(value, JsonWriter.Layout.COMPACT);
        } catch (EncodeException refused) {
            throw new EncodeException("error marshaling into JSON: " + refused.text());
        }
        if (!YamlReader.readsAlike(json.bytes())) {
            return new YamlWriter(false).document(YamlReader.typed(json));
        }
        return new YamlWriter(false).document(value);
    }

    /**
     * What version 3 of go-yaml makes of a value, indented by two, with the line break at its end.
     *
     * @throws EncodeException where it panics
     */
    public static Text writePretty(Value value) throws EncodeException {
        return new YamlWriter(true).document(value);
    }

    private Text document(Value value) throws EncodeException {
        value(value, -1, Place.ROOT, Mark.NONE);
        out.indent(0, Mark.NONE);
        return out.build();
    }

    private void value(Value value, int indent, Place place, Mark container) throws EncodeException {
        if (++depth > MAX_DEPTH) {
            throw new EncodeException("exceeded max depth of 10000");
        }
        Object data = value.data();
        Mark own = Marks.own(value, container);
        if (data instanceof GoMap map && (isPretty || !map.isNil())) {
            mapping(map.sorted(), true, indent, own);
        } else if (data instanceof GoSlice slice && isSequence(slice)) {
            sequence(slice, indent, place, own);
        } else if (data instanceof GoStruct struct && struct.marshaledText().isEmpty()) {
            struct(struct, indent, own);
        } else {
            scalar(value, data, indent < 0 ? INDENT : indent + INDENT, own);
        }
        depth--;
    }

    private boolean isSequence(GoSlice slice) {
        return isPretty || !slice.isNil() && slice.type().element() != GoType.UINT8;
    }

    private void struct(GoStruct struct, int indent, Mark own) throws EncodeException {
        if (!isPretty) {
            mapping(struct.jsonFields(), true, indent, own);
            return;
        }
        var fields = new LinkedHashMap<String, Value>();
        struct.declaredFields().forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
        mapping(fields, false, indent, own);
    }

    private void mapping(Map<String, Value> entries, boolean sorts, int indent, Mark own) throws EncodeException {
        if (entries.isEmpty()) {
            out.indicator("{", true, true, false, own);
            out.indicator("}", false, false, false, own);
            return;
        }
        Map<String, Value> ordered = entries;
        if (sorts) {
            ordered = new TreeMap<>(order);
            ordered.putAll(entries);
        }
        int inner = indent < 0 ? 0 : indent + INDENT;
        for (Map.Entry<String, Value> entry : ordered.entrySet()) {
            Mark mark = Marks.entry(own, entry.getValue());
            out.indent(inner, mark);
            key(Text.of(entry.getKey(), mark), inner, mark);
            value(entry.getValue(), inner, Place.VALUE, mark);
        }
    }

    private void key(Text key, int indent, Mark mark) {
        boolean isBinary = isPretty && Utf8.valid(key) != key;
        String written =
                isBinary ? Base64Lines.of(key.bytes()) : Utf8.valid(key).bytes();
        int length = written.length() + (isBinary ? BINARY.length() : 0);
        boolean isSimple = length <= LONGEST_KEY && !new YamlText(written, isPretty).isMultiline;
        if (!isSimple) {
            out.indicator("?", true, false, true, mark);
        }
        string(key, indent + INDENT, isSimple);
        if (!isSimple) {
            out.indent(indent, mark);
        }
        out.indicator(":", !isSimple, false, !isSimple, mark);
    }

    private void sequence(GoSlice slice, int indent, Place place, Mark own) throws EncodeException {
        if (slice.size() == 0) {
            out.indicator("[", true, true, false, own);
            out.indicator("]", false, false, false, own);
            return;
        }
        boolean isFlush = !isPretty && place == Place.VALUE && !out.isIndentation();
        int inner = indent < 0 ? 0 : isFlush ? indent : indent + INDENT;
        for (Value element : slice.elements()) {
            out.indent(inner, own);
            out.indicator("-", true, false, true, own);
            value(element, inner, Place.ELEMENT, own);
        }
    }

    private void scalar(Value value, @Nullable Object data, int indent, Mark own) throws EncodeException {
        if (data instanceof Text text) {
            string(text, indent, false);
        } else if (data instanceof GoSlice bytes && !bytes.isNil()) {
            string(Text.of(JsonWriter.base64(bytes), Marks.all(value)), indent, false);
        } else if (data instanceof GoStruct struct) {
            marshaled(struct, indent, own);
        } else {
            scalars.plain(Text.of(word(value, data), own), indent, false);
        }
    }

    private void marshaled(GoStruct struct, int indent, Mark own) {
        String text = struct.marshaledText().orElse("");
        if (isPretty && struct.type() == GoType.TIME) {
            scalars.plain(Text.of(text, own), indent, false);
        } else {
            string(Text.of(text, own), indent, false);
        }
    }

    private String word(Value value, @Nullable Object data) throws EncodeException {
        if (data instanceof Double number) {
            return isPretty ? general(number) : throughJson(number);
        }
        if (data instanceof Boolean || data instanceof GoInteger) {
            return data.toString();
        }
        if (data == null || data instanceof GoMap || data instanceof GoSlice) {
            return "null";
        }
        throw new EncodeException("cannot marshal type: " + value.type());
    }

    private static String general(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        return Double.isInfinite(number) ? number > 0 ? ".inf" : "-.inf" : Floats.general(number);
    }

    /** A number as YAML reads what JSON writes: whole if it has no fraction and fits. */
    private static String throughJson(double number) {
        Object read = YamlEvents.resolve(JsonNumbers.of(number));
        return read instanceof Double real ? general(real) : String.valueOf(read);
    }

    private void string(Text given, int indent, boolean isKey) {
        if (isPretty && Utf8.valid(given) != given) {
            binary(given, indent, isKey);
            return;
        }
        Text text = Utf8.valid(given);
        String bytes = text.bytes();
        var looks = new YamlText(bytes, isPretty);
        if (bytes.indexOf('\n') >= 0) {
            if (looks.mayBeBlock && !isKey) {
                scalars.literal(text, indent);
            } else {
                scalars.doubleQuoted(text, indent, isKey);
            }
        } else if (!YamlText.readsAsText(bytes) || isKey && looks.isMultiline) {
            scalars.doubleQuoted(text, indent, isKey);
        } else if (looks.mayBePlain) {
            scalars.plain(text, indent, isKey);
        } else if (looks.mayBeSingleQuoted) {
            scalars.singleQuoted(text, indent, isKey);
        } else {
            scalars.doubleQuoted(text, indent, isKey);
        }
    }

    /** Version 3 writes what is not UTF-8 as binary. */
    private void binary(Text given, int indent, boolean isKey) {
        Mark mark = given.whole();
        Text coded = Text.of(Base64Lines.of(given.bytes()), mark);
        out.indicator(BINARY, true, false, false, mark);
        if (coded.bytes().indexOf('\n') >= 0) {
            scalars.literal(coded, indent);
        } else {
            scalars.plain(coded, indent, isKey);
        }
    }

    /** Base 64 in lines, as go-yaml breaks it. */
    private static final class Base64Lines {
        private static final int LINE = 70;

        static String of(String bytes) {
            byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
            String coded = Base64.getEncoder().encodeToString(raw);
            if (coded.length() < LINE) {
                return coded;
            }
            var lines = new StringBuilder();
            for (int at = 0; at < coded.length(); at += LINE) {
                lines.append(coded, at, Math.min(at + LINE, coded.length())).append('\n');
            }
            return lines.toString();
        }

        private Base64Lines() {}
    }
}
