package io.github.akspolicy.cluster.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.akspolicy.manifest.Position;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** JSON as {@code jsondecode} reads it: objects, tuples, and numbers with all of their digits; of equal keys the last one holds. */
record JsonReader(JsonParser parser, UnaryOperator<Position> places) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(400)
                    .maxStringLength(Call.LONGEST)
                    .maxNumberLength(2_000)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /**
     * The value of a text.
     *
     * @param places where a place of the text is written
     * @throws IOException when it is not JSON
     */
    static Value read(String text, UnaryOperator<Position> places) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            var reader = new JsonReader(parser, places);
            Value value = reader.value(reader.next());
            reader.expectEnd(text);
            return value;
        }
    }

    /** Go's decoder looks at one character behind the value, and takes a bracket for an end. */
    private void expectEnd(String text) throws IOException {
        int end = (int) parser.currentLocation().getCharOffset();
        while (end < text.length() && " \t\r\n".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        if (end < text.length() && text.charAt(end) != '}' && text.charAt(end) != ']') {
            throw new IOException("something follows the value");
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the text ends before its value");
        }
        return token;
    }

    private Value value(JsonToken token) throws IOException {
        Position at = position();
        return switch (token) {
            case START_OBJECT -> object(at);
            case START_ARRAY -> tuple(at);
            case VALUE_STRING -> new Value.Text(wellFormed(parser.getText()), at);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Number(number(), at);
            case VALUE_TRUE -> new Value.Bool(true, at);
            case VALUE_FALSE -> new Value.Bool(false, at);
            case VALUE_NULL -> new Value.Null(at);
            default -> throw new IOException("a value is missing");
        };
    }

    private BigDecimal number() throws IOException {
        BigDecimal number = parser.getDecimalValue();
        if (!Numbers.isWritable(number)) {
            throw new IOException("a number is too large");
        }
        return number.round(Numbers.PRECISION);
    }

    private Value object(Position at) throws IOException {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String key = wellFormed(parser.currentName());
            Position keyAt = position();
            entries.put(key, new Value.Entry(keyAt, value(next())));
        }
        return new Value.Mapping(Value.Entries.OBJECT, entries, at);
    }

    private Value tuple(Position at) throws IOException {
        List<Value> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(value(token));
        }
        return new Value.Sequence(Value.Items.TUPLE, items, at);
    }

    /** Halves of surrogate pairs become U+FFFD. */
    private static String wellFormed(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return Normalizer.normalize(text, Normalizer.Form.NFC);
        }
        int[] codePoints = text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .toArray();
        return Normalizer.normalize(new String(codePoints, 0, codePoints.length), Normalizer.Form.NFC);
    }

    private Position position() {
        JsonLocation location = parser.currentTokenLocation();
        return places.apply(new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr())));
    }
}
