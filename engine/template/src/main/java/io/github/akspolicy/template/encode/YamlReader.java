package io.github.akspolicy.template.encode;

import io.github.akspolicy.manifest.YamlEvents;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import io.github.akspolicy.template.value.ValuesPath;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML as {@code sigs.k8s.io/yaml} does: the first document of a text becomes JSON, of which every number is a float.
 */
public final class YamlReader {
    private static final String CONVERTING = "error converting YAML to JSON: ";
    private static final String UNMARSHALING = "error unmarshaling JSON: while decoding JSON: ";

    /** go-yaml finds no key that is longer, quotes and escapes included. */
    private static final int LONGEST_KEY = 1024;

    private final LeafOrigin origin;
    private final boolean keepsIntegers;

    private YamlReader(LeafOrigin origin, boolean keepsIntegers) {
        this.origin = origin;
        this.keepsIntegers = keepsIntegers;
    }

    /**
     * The values that a file sets.
     *
     * @param bytes the text of the file
     * @return a map whose maps know their paths, empty of an empty file
     * @throws EncodeException when Helm refuses it, with its words
     */
    public static Value values(String bytes) throws EncodeException {
        return map(Text.of(bytes), LeafOrigin.ofValues());
    }

    /**
     * What {@code fromYaml} reads.
     *
     * @throws EncodeException when it is not a map
     */
    public static Value map(Text text) throws EncodeException {
        return map(text, LeafOrigin.of(text));
    }

    private static Value map(Text text, LeafOrigin origin) throws EncodeException {
        Value read = read(text, origin);
        if (read.isNil()) {
            return Value.of(origin.map(""), Sources.NONE);
        }
        return read.data() instanceof GoMap ? read : refuse(read, GoType.MAP);
    }

    /**
     * What {@code fromYamlArray} reads.
     *
     * @throws EncodeException when it is not a list
     */
    public static Value list(Text text) throws EncodeException {
        Value read = read(text, LeafOrigin.of(text));
        if (read.isNil()) {
            return Value.of(GoSlice.of(List.of()), Sources.NONE);
        }
        return read.data() instanceof GoSlice ? read : refuse(read, GoType.SLICE);
    }

    private static Value refuse(Value read, GoType wanted) throws EncodeException {
        throw new EncodeException(UNMARSHALING + mismatch(read, wanted));
    }

    /** What Go's JSON says of a value that is of another kind than wanted. */
    static String mismatch(Value read, GoType wanted) {
        Object data = read.data();
        String found = data instanceof GoMap
                ? "object"
                : data instanceof GoSlice
                        ? "array"
                        : data instanceof Text ? "string" : data instanceof Boolean ? "bool" : "number";
        return "json: cannot unmarshal " + found + " into Go value of type " + wanted.name();
    }

    private static Value read(Text text, LeafOrigin origin) throws EncodeException {
        try {
            return new YamlReader(origin, false).document(text);
        } catch (EncodeException refused) {
            throw new EncodeException(CONVERTING + refused.text());
        }
    }

    /**
     * Whether YAML reads a text of JSON as JSON does: without control characters that YAML refuses or takes for line breaks, and
     * with keys that are short enough.
     */
    static boolean readsAlike(String json) {
        // an array, since texts of megabytes are looked at in each execution
        byte[] bytes = json.getBytes(StandardCharsets.ISO_8859_1);
        int longest = 0;
        int start = -1;
        for (int at = 0; at < bytes.length; at++) {
            int c = bytes[at] & 0xFF;
            boolean control = c == 0x7F || c == 0xC2 && (bytes[at + 1] & 0xFF) < 0xA0;
            boolean noncharacter = c == 0xEF && (bytes[at + 1] & 0xFF) == 0xBF && (bytes[at + 2] & 0xFF) >= 0xBE;
            if (control || noncharacter) {
                return false;
            }
            if (start < 0) {
                start = c == '"' ? at : -1;
            } else if (c == '\\') {
                at++;
            } else if (c == '"') {
                boolean isKey = at + 1 < bytes.length && bytes[at + 1] == ':';
                longest = isKey ? Math.max(longest, at + 1 - start) : longest;
                start = -1;
            }
        }
        return longest <= LONGEST_KEY;
    }

    /**
     * What YAML reads in a text, with integers as such: for what is written as YAML again.
     *
     * @throws EncodeException when it refuses the text
     */
    static Value typed(Text text) throws EncodeException {
        return new YamlReader(LeafOrigin.of(text), true).document(text);
    }

    private Value document(Text text) throws EncodeException {
        String characters = Utf8.decoded(text.bytes());
        YamlNode root = YamlNode.first(characters);
        if (root == null) {
            return Value.NIL;
        }
        YamlItem item = new YamlDecoder().decode(root);
        requireKeys(item);
        return value(item, "");
    }

    /** Finds keys that JSON has not before anything else. */
    private void requireKeys(YamlItem item) throws EncodeException {
        if (item.data() instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                key(entry.getKey(), (YamlItem) entry.getValue());
                requireKeys((YamlItem) entry.getValue());
            }
        } else if (item.data() instanceof List<?> list) {
            for (Object each : list) {
                requireKeys((YamlItem) each);
            }
        }
    }

    private static String key(@Nullable Object raw, YamlItem value) throws EncodeException {
        if (raw instanceof String text) {
            return text;
        }
        String key = YamlEvents.jsonKey(raw);
        if (key == null) {
            String type = raw == null ? "%!s(<nil>)" : "uint64";
            String shown = value.data() == null ? "<nil>" : value.goSyntax();
            throw new EncodeException("unsupported map key of type: " + type + ", key: "
                    + (raw == null ? "<nil>" : YamlItem.goSyntax(raw)) + ", value: " + shown);
        }
        return key;
    }

    private Value value(YamlItem item, String path) throws EncodeException {
        Object data = item.data();
        if (data instanceof Map<?, ?> map) {
            return Value.of(map(map, path), Sources.NONE);
        }
        if (data instanceof List<?> list) {
            var elements = new ArrayList<Value>();
            for (int i = 0; i < list.size(); i++) {
                elements.add(value((YamlItem) list.get(i), ValuesPath.item(path, i)));
            }
            return Value.of(GoSlice.of(elements), origin.list(path));
        }
        if (data instanceof String bytes) {
            return Value.of(origin.text(Utf8.valid(Text.of(bytes)).bytes(), item, path));
        }
        return Value.of(number(data), origin.sources(item, path));
    }

    private GoMap map(Map<?, ?> items, String path) throws EncodeException {
        GoMap map = origin.map(path);
        var sorted = new TreeMap<String, YamlItem>();
        for (Map.Entry<?, ?> entry : items.entrySet()) {
            YamlItem value = (YamlItem) entry.getValue();
            sorted.put(Utf8.valid(Text.of(key(entry.getKey(), value))).bytes(), value);
        }
        for (Map.Entry<String, YamlItem> entry : sorted.entrySet()) {
            map.put(entry.getKey(), value(entry.getValue(), ValuesPath.child(path, entry.getKey())));
        }
        return map;
    }

    private @Nullable Object number(@Nullable Object data) throws EncodeException {
        if (data instanceof Double number && (number.isNaN() || number.isInfinite())) {
            throw JsonNumbers.unsupported(number);
        }
        if (data instanceof Long whole) {
            return keepsIntegers ? (Object) GoInteger.wide(whole) : Double.valueOf(whole);
        }
        if (data instanceof BigInteger unsigned) {
            return keepsIntegers
                    ? (Object) new GoInteger(unsigned.longValue(), GoType.UINT64)
                    : Double.valueOf(unsigned.doubleValue());
        }
        return data;
    }
}
