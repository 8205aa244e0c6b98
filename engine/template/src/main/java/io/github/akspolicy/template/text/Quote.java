package io.github.akspolicy.template.text;

import io.github.akspolicy.manifest.GoText;
import java.util.Optional;

/** Quotes text and reads quoted text as Go's {@code strconv} does, over strings of bytes. */
public final class Quote {
    private static final String HEX = "0123456789abcdef";

    private Quote() {}

    /** A text in double quotes, with escapes for what does not print. */
    public static String quote(String bytes) {
        return quoted(bytes, '"', false);
    }

    /** A text in double quotes, with escapes for all but ASCII. */
    public static String quoteAscii(String bytes) {
        return quoted(bytes, '"', true);
    }

    /** A character in single quotes. */
    public static String quoteRune(long rune) {
        int valid = rune < 0 || rune > Character.MAX_CODE_POINT || rune >= 0xD800 && rune <= 0xDFFF
                ? Bytes.INVALID
                : (int) rune;
        return quoted(Bytes.of(Character.toString(valid)), '\'', false);
    }

    /** The first characters of a text. */
    public static String truncate(String bytes, int runes) {
        int at = 0;
        for (int i = 0; i < runes && at < bytes.length(); i++) {
            at += Bytes.widthAt(bytes, at);
        }
        return bytes.substring(0, at);
    }

    private static String quoted(String bytes, char quote, boolean ascii) {
        var out = new StringBuilder(bytes.length() + 2).append(quote);
        for (int at = 0; at < bytes.length(); ) {
            int width = Bytes.widthAt(bytes, at);
            int rune = Bytes.runeAt(bytes, at);
            if (width == 1 && rune == Bytes.INVALID) {
                hex(out.append("\\x"), bytes.charAt(at), 2);
            } else {
                escape(out, rune, bytes.substring(at, at + width), quote, ascii);
            }
            at += width;
        }
        return out.append(quote).toString();
    }

    private static void escape(StringBuilder out, int rune, String bytes, char quote, boolean ascii) {
        if (rune == quote || rune == '\\') {
            out.append('\\').append((char) rune);
        } else if (rune < 0x80 && rune >= ' ' && rune != 0x7F || rune >= 0x80 && !ascii && GoText.isPrintable(rune)) {
            out.append(bytes);
        } else {
            int simple = "\u0007\b\f\n\r\t\u000B".indexOf(rune);
            if (simple >= 0) {
                out.append('\\').append("abfnrtv".charAt(simple));
            } else if (rune < ' ' || rune == 0x7F) {
                hex(out.append("\\x"), rune, 2);
            } else if (rune < 0x10000) {
                hex(out.append("\\u"), rune, 4);
            } else {
                hex(out.append("\\U"), rune, 8);
            }
        }
    }

    private static void hex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX.charAt(value >> shift & 0xF));
        }
    }

    /** What a quoted text says: in double quotes, in backquotes, or a character in single ones. Empty if it is not Go's. */
    public static Optional<String> unquote(String quoted) {
        int last = quoted.length() - 1;
        if (last < 1 || quoted.charAt(0) != quoted.charAt(last)) {
            return Optional.empty();
        }
        String inner = quoted.substring(1, last);
        return switch (quoted.charAt(0)) {
            case '`' -> inner.indexOf('`') < 0 ? Optional.of(inner.replace("\r", "")) : Optional.empty();
            case '"' -> inner.indexOf('\n') < 0 ? unescape(inner, '"') : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> unescape(String inner, char quote) {
        var out = new StringBuilder(inner.length());
        for (int at = 0; at < inner.length(); ) {
            Optional<Escape> read = escapeAt(inner, at, quote);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            out.append(read.get().bytes());
            at = read.get().end();
        }
        return Optional.of(out.toString());
    }

    /** The character of a constant in single quotes; empty if it is not exactly one. */
    public static Optional<Integer> unquoteRune(String quoted) {
        String inner = quoted.substring(1);
        return escapeAt(inner, 0, '\'')
                .filter(read -> inner.substring(read.end()).equals("'"))
                .map(Escape::rune);
    }

    /** One character of a quoted text: its value, its bytes, and where the next one begins. */
    private record Escape(int rune, String bytes, int end) {}

    private static Optional<Escape> escapeAt(String text, int at, char quote) {
        if (at >= text.length() || text.charAt(at) == quote) {
            return Optional.empty();
        }
        if (text.charAt(at) != '\\') {
            int end = at + Bytes.widthAt(text, at);
            return Optional.of(new Escape(Bytes.runeAt(text, at), text.substring(at, end), end));
        }
        if (at + 1 >= text.length()) {
            return Optional.empty();
        }
        char kind = text.charAt(at + 1);
        int simple = "abfnrtv\\".indexOf(kind);
        if (simple >= 0 || kind == quote) {
            char value = simple >= 0 ? "\u0007\b\f\n\r\t\u000B\\".charAt(simple) : kind;
            return Optional.of(new Escape(value, String.valueOf(value), at + 2));
        }
        return switch (kind) {
            case 'x' -> coded(text, at + 2, 2, 16);
            case 'u' -> coded(text, at + 2, 4, 16);
            case 'U' -> coded(text, at + 2, 8, 16);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> coded(text, at + 1, 3, 8);
            default -> Optional.empty();
        };
    }

    private static Optional<Escape> coded(String text, int from, int digits, int base) {
        int end = from + digits;
        if (end > text.length()) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(text.charAt(i), base);
            if (digit < 0) {
                return Optional.empty();
            }
            value = value * base + digit;
        }
        boolean single = digits <= 3;
        if (single) {
            return value > 0xFF
                    ? Optional.empty()
                    : Optional.of(new Escape((int) value, String.valueOf((char) value), end));
        }
        if (value > Character.MAX_CODE_POINT || value >= 0xD800 && value <= 0xDFFF) {
            return Optional.empty();
        }
        return Optional.of(new Escape((int) value, Bytes.of(Character.toString((int) value)), end));
    }
}
