package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.FunctionException;

/** Base64 and base32 with padding, as Go reads them: it names the byte that it refuses. */
record BaseEncoding(String name, int bits, int group, String alphabet) {
    static final BaseEncoding BASE64 =
            new BaseEncoding("base64", 6, 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    static final BaseEncoding BASE32 = new BaseEncoding("base32", 5, 8, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

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

    /** The bytes of a text; line breaks in it do not count. */
    String decode(String text) throws FunctionException {
        var out = new StringBuilder();
        int buffer = 0;
        int held = 0;
        int count = 0;
        int at = 0;
        for (; at < text.length() && text.charAt(at) != '='; at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                continue;
            }
            int digit = alphabet.indexOf(c);
            if (digit < 0) {
                throw corrupt(at);
            }
            count++;
            buffer = buffer << bits | digit;
            held += bits;
            if (held >= 8) {
                held -= 8;
                out.append((char) (buffer >> held & 0xFF));
            }
        }
        String padding = text.substring(at).replaceAll("[\\n\\r]", "");
        String wanted = "=".repeat((group - count % group) % group);
        if (held >= bits || !padding.equals(wanted)) {
            int behind = held >= bits ? 0 : common(padding, wanted);
            // Go names the character before one that should have been padding
            behind -= behind > 0 && behind < Math.min(padding.length(), wanted.length()) ? 1 : 0;
            throw corrupt(padding.isEmpty() ? text.length() - count % group : at + behind);
        }
        return out.toString();
    }

    private static int common(String one, String other) {
        int end = 0;
        while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
            end++;
        }
        return end;
    }

    private FunctionException corrupt(int at) {
        return new FunctionException("illegal " + name + " data at input byte " + at);
    }
}
