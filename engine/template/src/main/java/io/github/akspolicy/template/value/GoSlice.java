package io.github.akspolicy.template.value;

import io.github.akspolicy.template.text.Bytes;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A list. No function of templates changes one in place.
 *
 * @param type its type
 * @param elements what it holds
 * @param isNil whether it is {@code nil}: printed as an empty list, but {@code null} in JSON
 * @param capacity how many elements Go has room for: a part of a list may reach as far
 */
public record GoSlice(GoType type, List<Value> elements, boolean isNil, int capacity) {
    private static final int DOUBLES_BELOW = 256;

    /** A list of any values that grew one by one, as decoders and most functions make them. */
    public static GoSlice of(List<Value> elements) {
        return grown(GoType.SLICE, elements, 1);
    }

    /** A list of a type with room for its elements only. */
    public static GoSlice of(GoType type, List<Value> elements) {
        return new GoSlice(type, elements, false, elements.size());
    }

    /**
     * A list that grew one by one: Go doubles its room when it is full.
     *
     * @param room what there was room for at first
     */
    public static GoSlice grown(GoType type, List<Value> elements, int room) {
        int capacity = elements.isEmpty() && room == 1 ? 0 : room;
        while (capacity < elements.size()) {
            capacity += capacity < DOUBLES_BELOW ? capacity : (capacity + 3 * DOUBLES_BELOW) / 4;
        }
        return new GoSlice(type, elements, false, capacity);
    }

    /** A list of texts. */
    public static GoSlice ofTexts(List<Text> texts) {
        return of(GoType.STRINGS, texts.stream().map(Value::of).collect(Collectors.toList()));
    }

    /** The list that is {@code nil}. */
    public static GoSlice nil(GoType type) {
        return new GoSlice(type, List.of(), true, 0);
    }

    /** Bytes. */
    public static GoSlice bytes(Text text) {
        return of(GoType.BYTES, new Bytes(text));
    }

    /** The bytes of a text as values, made when they are looked at. */
    private static final class Bytes extends AbstractList<Value> {
        private final Text text;

        private Bytes(Text text) {
            this.text = text;
        }

        @Override
        public Value get(int index) {
            GoInteger value = new GoInteger(text.bytes().charAt(index), GoType.UINT8);
            return Value.of(value, text.markAt(index).sources());
        }

        @Override
        public int size() {
            return text.length();
        }
    }

    /** The text that bytes were made of; otherwise the bytes as one. */
    public Text asText() {
        if (elements instanceof Bytes bytes) {
            return bytes.text;
        }
        var out = new Text.Builder();
        for (Value value : elements) {
            char c = (char) (value.data() instanceof GoInteger one ? one.value() : 0);
            out.append(String.valueOf(c), new Mark(value.sources(), null));
        }
        return out.build();
    }

    public int size() {
        return elements.size();
    }

    /** Whether a map is in it, or in a list in it. */
    public boolean holdsMaps() {
        return !(elements instanceof Bytes)
                && elements.stream()
                        .anyMatch(each -> each.data() instanceof GoMap
                                || each.data() instanceof GoSlice inner && inner.holdsMaps());
    }
}
