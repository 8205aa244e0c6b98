package io.github.akspolicy.live;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects as maps, lists and scalars, written as {@code kubectl get -o json} writes them: sorted keys, four spaces. So a
 * line of a report is the line that kubectl shows, whatever order the server chose.
 */
final class JsonTree {
    private JsonTree() {}

    /** A number as it was written. */
    private record Written(String number) {}

    private enum Null {
        NULL
    }

    /** The value that a parser stands at. Its depth is bounded by {@link StreamReadConstraints}. */
    static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("the answer ends too early");
        }
        return switch (token) {
            case START_OBJECT -> {
                var map = new TreeMap<String, Object>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Written(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> Null.NULL;
            default -> throw new IOException("the answer is not JSON");
        };
    }

    static Object read(byte[] json) throws IOException {
        try (JsonParser parser = ApiServer.JSON.createParser(json)) {
            parser.nextToken();
            return read(parser);
        }
    }

    /** An object of an object, or null. */
    @SuppressWarnings("unchecked") // every map of a tree is one of these
    static @Nullable Map<String, Object> map(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    /** A value as an object, or null. */
    @SuppressWarnings("unchecked") // every map of a tree is one of these
    static @Nullable Map<String, Object> asMap(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    /** A text as JSON. */
    static String quoted(@Nullable String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text == null ? "" : text)) + "\"";
    }

    /** A string of an object; the empty string when it is none. */
    static String text(@Nullable Map<String, Object> parent, String key) {
        return parent != null && parent.get(key) instanceof String text ? text : "";
    }

    /** The items of a list of an object that are objects. */
    @SuppressWarnings("unchecked") // every map of a tree is one of these
    static List<Map<String, Object>> objects(@Nullable Map<String, Object> parent, String key) {
        if (parent == null || !(parent.get(key) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(Map.class::isInstance)
                .map(item -> (Map<String, Object>) item)
                .toList();
    }

    /** The strings of a list of an object. */
    static List<String> strings(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** A scalar as text, whatever its type. */
    static String plain(Object value) {
        return value instanceof Written written ? written.number() : String.valueOf(value);
    }

    static String write(Map<String, Object> object) {
        var text = new StringWriter();
        var indenter = new DefaultIndenter("    ", "\n");
        var printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        try (JsonGenerator json = ApiServer.JSON.createGenerator(text)) {
            json.setPrettyPrinter(printer);
            write(object, json);
        } catch (IOException impossible) {
            throw new IllegalStateException("a string cannot be written", impossible);
        }
        return text.append('\n').toString();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Written number) {
            json.writeNumber(number.number());
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value == Null.NULL) {
            json.writeNull();
        } else {
            json.writeString((String) value);
        }
    }
}
