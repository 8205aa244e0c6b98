package io.github.akspolicy.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads JSON into maps and lists, and refuses what is no strict JSON. */
public final class JsonTree {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonTree() {}

    /** The value: Map, List, String, Number, Boolean or null. */
    public static Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("text after the end: " + parser.currentLocation());
            }
            return value;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The value below these names and indexes. */
    public static Object get(Object root, Object... path) {
        Object value = root;
        for (Object step : path) {
            value = step instanceof Integer index ? ((List<?>) value).get(index) : ((Map<?, ?>) value).get(step);
        }
        return value;
    }

    /** The list below these names and indexes. */
    public static List<?> list(Object root, Object... path) {
        return (List<?>) get(root, path);
    }

    /** Hands over every string that is a value, at any depth. */
    public static void strings(Object value, Consumer<String> receiver) {
        if (value instanceof String text) {
            receiver.accept(text);
        } else if (value instanceof List<?> list) {
            list.forEach(item -> strings(item, receiver));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> strings(item, receiver));
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getIntValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("unexpected " + parser.currentToken());
        };
    }
}
