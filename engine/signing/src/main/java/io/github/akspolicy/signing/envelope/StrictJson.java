package io.github.akspolicy.signing.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.akspolicy.signing.base.VerificationFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value of hostile origin: UTF-8, one value and nothing behind it, nested at most 32 deep. Values are {@code
 * Map}, {@code List}, {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} or null.
 *
 * <p>What Go's decoder tolerates and JSON of a signature must not have (a member twice, or under a name in other case) is
 * read as Go reads it and noted as a deviation, so that it can be told apart from what nobody accepts.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 << 20)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final String what;
    private final @Nullable Object root;
    private final List<String> deviations;

    private StrictJson(String what, @Nullable Object root, List<String> deviations) {
        this.what = what;
        this.root = root;
        this.deviations = deviations;
    }

    /**
     * Reads a value.
     *
     * @param what the word for messages: {@code envelope}
     * @param deviations receives what is tolerated by others
     * @throws VerificationFailure when it is not JSON
     */
    public static StrictJson read(byte[] bytes, String what, List<String> deviations) throws VerificationFailure {
        try (JsonParser parser = JSON.createParser(decode(bytes))) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw VerificationFailure.invalid("the " + what + " is empty");
            }
            Object root = value(parser, first, what, deviations);
            if (parser.nextToken() != null) {
                throw VerificationFailure.invalid("the " + what + " has data behind its JSON value");
            }
            return new StrictJson(what, root, deviations);
        } catch (IOException malformed) {
            throw VerificationFailure.invalid("the " + what + " is not JSON that can be read");
        }
    }

    /** Reads a value in which nothing is tolerated. */
    public static StrictJson read(byte[] bytes, String what) throws VerificationFailure {
        var deviations = new ArrayList<String>();
        StrictJson json = read(bytes, what, deviations);
        if (!deviations.isEmpty()) {
            throw VerificationFailure.invalid(deviations.get(0));
        }
        return json;
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
            throw new CharacterCodingException();
        }
        return text;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, String what, List<String> deviations)
            throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser, what, deviations);
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next, what, deviations));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected " + token);
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, String what, List<String> deviations)
            throws IOException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_OBJECT; next = parser.nextToken()) {
            String name = parser.currentName();
            if (map.containsKey(name)) {
                deviations.add("the " + what + " has the member " + shown(name) + " twice");
            }
            map.put(name, value(parser, parser.nextToken(), what, deviations));
        }
        return map;
    }

    /**
     * The value as an object.
     *
     * @throws VerificationFailure when it is none
     */
    public Map<String, @Nullable Object> object() throws VerificationFailure {
        return object(root, "the " + what);
    }

    /** The member of an object; one under a name in other case stands in for it, and is noted as deviation. */
    public @Nullable Object member(Map<String, @Nullable Object> object, String name) {
        if (object.containsKey(name)) {
            return object.get(name);
        }
        for (Map.Entry<String, @Nullable Object> entry : object.entrySet()) {
            if (entry.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                deviations.add("the " + what + " has the member " + shown(entry.getKey()) + " in place of " + name);
                return entry.getValue();
            }
        }
        return null;
    }

    /**
     * A text, or null when there is none.
     *
     * @throws VerificationFailure when it is something else
     */
    public @Nullable String text(Map<String, @Nullable Object> object, String name) throws VerificationFailure {
        Object value = member(object, name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw VerificationFailure.invalid("the " + what + " has a member " + name + " that is not a string");
    }

    /**
     * A text that must be there.
     *
     * @throws VerificationFailure when it is not
     */
    public String required(Map<String, @Nullable Object> object, String name) throws VerificationFailure {
        String text = text(object, name);
        if (text == null) {
            throw VerificationFailure.invalid("the " + what + " has no member " + name);
        }
        return text;
    }

    /**
     * Something as an object.
     *
     * @throws VerificationFailure when it is none
     */
    @SuppressWarnings("unchecked") // objects are always made by this class
    public static Map<String, @Nullable Object> object(@Nullable Object value, String what) throws VerificationFailure {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw VerificationFailure.invalid(what + " is not a JSON object");
    }

    /** A name of hostile origin in a message. */
    public static String shown(String name) {
        return '"' + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + '"';
    }
}
