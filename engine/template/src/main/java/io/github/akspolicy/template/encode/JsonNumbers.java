package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Floats;

/** Numbers in JSON as Go writes them. */
final class JsonNumbers {
    private static final double SMALLEST_PLAIN = 1e-6;
    private static final double LARGEST_PLAIN = 1e21;
    private static final double EXACT = 1e15;

    private JsonNumbers() {}

    /** A number that is finite. */
    static String of(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT && value != 0) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size == 0 || size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
            return Floats.format(value, 'f', -1);
        }
        // Go takes the zero of an exponent of one digit away: 1e-7
        return Floats.format(value, 'e', -1).replace("e-0", "e-");
    }

    /** What Go's {@code strconv} calls a number that JSON has no word for. */
    static EncodeException unsupported(double value) {
        return new EncodeException("json: unsupported value: " + Floats.general(value));
    }
}
