package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.FunctionException;

/** Base64 and base32 with padding, as Go reads them: it names the byte that it refuses. */
final class BaseEncoding {
    static final BaseEncoding BASE64 =
            new BaseEncoding("base64", 6, 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    static final BaseEncoding BASE32 = new BaseEncoding("base32", 5, 8, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

    private final String name;
    private final int bits;
    private final int group;
    private final String alphabet;

    private BaseEncoding(String name, int bits, int group, String alphabet) {
        this.name = name;
        this.bits = bits;
        this.group = group;
        this.alphabet = alphabet;
    }

    String encode(String bytes) {
        var out = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (int i = 0; i < bytes.length(); i++) {
            buffer = buffer << 8 | bytes.charAt(i);
            held += 8;
            while (held >= bits) {
                held -= bits;
                out.append(alphabet.charAt(buffer >> held & (1 << bits) - 1));
            }
        }
        if (held > 0) {
            out.append(alphabet.charAt(buffer << (bits - held) & (1 << bits) - 1));
        }
        return out.append("=".repeat((group - out.length() % group) % group)).toString();
    }

    String decode(String text) throws FunctionException {
        return this == BASE64 ? decode64(text) : decode32(text.replace("\n", "").replace("\r", ""));
    }

    private FunctionException corrupt(int at) {
        return new FunctionException("illegal " + name + " data at input byte " + at);
    }

    /** The bytes of a group of digits, of which padding may leave some out. */
    private void append(StringBuilder out, int[] digits, int count) {
        int buffer = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            buffer = buffer << bits | digits[i];
            held += bits;
            if (held >= 8) {
                held -= 8;
                out.append((char) (buffer >> held & 0xFF));
            }
        }
    }

    private static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }

    private static int skipNewlines(String text, int from) {
        int at = from;
        while (at < text.length() && isNewline(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private String decode64(String text) throws FunctionException {
        var out = new StringBuilder();
        int[] digits = new int[group];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            int digit = alphabet.indexOf(c);
            if (digit >= 0) {
                digits[count++] = digit;
                if (count == group) {
                    append(out, digits, count);
                    count = 0;
                }
            } else if (c == '=') {
                requirePadding(text, at, count);
                append(out, digits, count);
                return out.toString();
            } else if (!isNewline(c)) {
                throw corrupt(at - 1);
            }
        }
        if (count > 0) {
            throw corrupt(at - count);
        }
        return out.toString();
    }

    /** What follows the first padding character must be another one, if the group needs it, and the end. */
    private void requirePadding(String text, int behind, int count) throws FunctionException {
        int at = behind;
        if (count < 2) {
            throw corrupt(at - 1);
        }
        if (count == 2) {
            at = skipNewlines(text, at);
            if (at == text.length()) {
                throw corrupt(at);
            }
            if (text.charAt(at) != '=') {
                throw corrupt(at - 1);
            }
            at++;
        }
        at = skipNewlines(text, at);
        if (at < text.length()) {
            throw corrupt(at);
        }
    }

    private String decode32(String text) throws FunctionException {
        var out = new StringBuilder();
        int[] digits = new int[group];
        int count = 0;
        int length = text.length();
        for (int at = 0; at < length; at++) {
            int left = length - at - 1;
            if (text.charAt(at) == '=' && count >= 2 && left < group) {
                requirePadding32(text, at, count);
                append(out, digits, count);
                return out.toString();
            }
            digits[count] = alphabet.indexOf(text.charAt(at));
            if (digits[count] < 0) {
                throw corrupt(at);
            }
            if (++count == group) {
                append(out, digits, count);
                count = 0;
            }
        }
        if (count > 0) {
            throw corrupt(length - count);
        }
        return out.toString();
    }

    private void requirePadding32(String text, int at, int count) throws FunctionException {
        int left = text.length() - at - 1;
        if (left + count < group - 1) {
            throw corrupt(text.length());
        }
        for (int k = 0; k < group - 1 - count; k++) {
            if (left > k && text.charAt(at + 1 + k) != '=') {
                throw corrupt(at + k);
            }
        }
        if (count == 3 || count == 6) {
            throw corrupt(at);
        }
    }
}
