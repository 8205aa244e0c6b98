package io.github.akspolicy.signing.envelope;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CBOR item of hostile origin (RFC 8949): definite lengths, maps with unique keys that are integers or texts,
 * nothing behind the item. Every length is checked against the input before memory is taken. Values are {@code Long},
 * {@code BigInteger}, {@code String}, {@code byte[]}, {@code List}, {@code Map}, {@code Boolean}, {@code Double}, {@link
 * Tagged} or null.
 */
final class CborReader {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_ITEMS = 4096;

    /**
     * An item with a tag.
     *
     * @param tag its number
     * @param value the item
     */
    record Tagged(long tag, @Nullable Object value) {}

    private final byte[] bytes;
    private final String what;
    private int at;
    private int items;

    private CborReader(byte[] bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /**
     * @param what the word for messages: {@code envelope}
     * @throws VerificationFailure when the bytes are not exactly one such item
     */
    static @Nullable Object read(byte[] bytes, String what) throws VerificationFailure {
        var reader = new CborReader(bytes, what);
        Object item = reader.item(0);
        if (reader.at != bytes.length) {
            throw reader.malformed("has data behind its end");
        }
        return item;
    }

    private VerificationFailure malformed(String problem) {
        return VerificationFailure.invalid("the " + what + " is not CBOR that can be read: it " + problem);
    }

    private @Nullable Object item(int depth) throws VerificationFailure {
        if (depth > MAX_DEPTH) {
            throw malformed("is nested deeper than " + MAX_DEPTH);
        }
        if (++items > MAX_ITEMS) {
            throw malformed("has more than " + MAX_ITEMS + " items");
        }
        int first = next();
        int major = first >> 5;
        int info = first & 31;
        if (major == 7) {
            return simple(info);
        }
        long argument = argument(info);
        return switch (major) {
            case 0 -> argument < 0 ? (Object) unsigned(argument) : (Object) argument;
            case 1 -> argument < 0 ? (Object) unsigned(argument).not() : (Object) (-1 - argument);
            case 2 -> take(argument);
            case 3 -> text(take(argument));
            case 4 -> list(argument, depth);
            case 5 -> map(argument, depth);
            default -> new Tagged(argument, item(depth + 1));
        };
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    private @Nullable Object simple(int info) throws VerificationFailure {
        return switch (info) {
            case 20 -> false;
            case 21 -> true;
            case 22 -> null;
            case 25 -> half((int) argument(25));
            case 26 -> (double) Float.intBitsToFloat((int) argument(26));
            case 27 -> Double.longBitsToDouble(argument(27));
            default -> throw malformed("has a simple value " + info);
        };
    }

    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        int mantissa = bits & 1023;
        double value;
        if (exponent == 31) {
            value = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            value = exponent == 0 ? mantissa * 0x1p-24 : (mantissa + 1024) * Math.pow(2, exponent - 25);
        }
        return (bits & 0x8000) == 0 ? value : -value;
    }

    private long argument(int info) throws VerificationFailure {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw malformed("has an item without definite length");
        }
        long value = 0;
        for (int i = 0; i < 1 << info - 24; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    private int next() throws VerificationFailure {
        if (at >= bytes.length) {
            throw malformed("ends too early");
        }
        return bytes[at++] & 0xff;
    }

    private byte[] take(long length) throws VerificationFailure {
        if (length < 0 || length > bytes.length - at) {
            throw malformed("ends too early");
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    private String text(byte[] utf8) throws VerificationFailure {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed("has a text that is not UTF-8");
        }
    }

    private List<@Nullable Object> list(long length, int depth) throws VerificationFailure {
        checkLength(length);
        var list = new ArrayList<@Nullable Object>();
        for (long i = 0; i < length; i++) {
            list.add(item(depth + 1));
        }
        return list;
    }

    private Map<Object, @Nullable Object> map(long length, int depth) throws VerificationFailure {
        checkLength(length);
        var map = new LinkedHashMap<Object, @Nullable Object>();
        for (long i = 0; i < length; i++) {
            Object key = item(depth + 1);
            if (!(key instanceof Long || key instanceof String)) {
                throw malformed("has a key that is neither an integer nor a text");
            }
            Object value = item(depth + 1);
            if (map.containsKey(key)) {
                throw malformed("has the key " + StrictJson.shown(key.toString()) + " twice");
            }
            map.put(key, value);
        }
        return map;
    }

    private void checkLength(long length) throws VerificationFailure {
        if (length < 0 || length > bytes.length - at) {
            throw malformed("ends too early");
        }
    }
}
