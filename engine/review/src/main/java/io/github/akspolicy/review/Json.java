package io.github.akspolicy.review;

import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of an answer. What is not there, or is of another type, is null, empty or zero: services add and leave out fields
 * as they like.
 *
 * @param value one of {@link JsonValues}
 */
record Json(@Nullable Object value) {
    /** @throws IOException when the text is no JSON; Jackson limits depth and lengths */
    static Json parse(byte[] text) throws IOException {
        return new Json(text.length == 0 ? null : JsonValues.parse(text));
    }

    Json get(String... names) {
        Object at = value;
        for (String name : names) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new Json(at);
    }

    boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    boolean isList() {
        return value instanceof List<?>;
    }

    List<Json> items() {
        return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
    }

    /** The text, or the empty string. */
    String text() {
        return value instanceof String text ? text : "";
    }

    /** The number, or zero. */
    long number() {
        return value instanceof Long number ? number : 0;
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }
}
