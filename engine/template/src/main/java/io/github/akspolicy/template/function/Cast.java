package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.GoNumbers;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** Numbers of any values, as the library behind Sprig's arithmetic converts them: 0 of what is not one. */
final class Cast {
    private static final double TWO_TO_63 = 0x1p63;

    private Cast() {}

    static long integer(Value value) {
        Object data = value.data();
        if (data instanceof GoInteger integer) {
            return integer.value();
        }
        if (data instanceof Double number) {
            return truncated(number);
        }
        if (data instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        if (data instanceof GoTime.Named named) {
            return named.value();
        }
        if (data instanceof Text text) {
            return GoNumbers.signed(withoutZeros(text.bytes()), 0).orElse(0L);
        }
        return 0;
    }

    /** What the processor makes of a float: the smallest number where it does not fit. */
    static long truncated(double number) {
        return number >= -TWO_TO_63 && number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
    }

    /** Zeros behind the point are no fraction. */
    private static String withoutZeros(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '0') {
            end--;
        }
        boolean cut = end > 0 && end < text.length() && text.charAt(end - 1) == '.';
        return cut ? text.substring(0, end - 1) : text;
    }

    static double floating(Value value) {
        Object data = value.data();
        if (data instanceof Double number) {
            return number;
        }
        if (data instanceof GoInteger integer) {
            return integer.type().kind().isUnsigned() && integer.value() < 0
                    ? (integer.value() >>> 1) * 2.0
                    : integer.value();
        }
        if (data instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        return data instanceof Text text ? GoNumbers.floating(text.bytes()).orElse(0) : 0;
    }

    static long[] integers(List<Value> values) {
        return values.stream().mapToLong(Cast::integer).toArray();
    }
}
