package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.GoText;

/** Texts in quotes as Go writes them ({@code %q}, strconv.Quote). */
final class GoQuotes {
    private GoQuotes() {}

    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> escape(c, quoted));
        return quoted.append('"').toString();
    }

    private static void escape(int c, StringBuilder into) {
        switch (c) {
            case '"' -> into.append("\\\"");
            case '\\' -> into.append("\\\\");
            case 7 -> into.append("\\a");
            case '\b' -> into.append("\\b");
            case '\f' -> into.append("\\f");
            case '\n' -> into.append("\\n");
            case '\r' -> into.append("\\r");
            case '\t' -> into.append("\\t");
            case 11 -> into.append("\\v");
            default -> {
                if (GoText.isPrintable(c)) {
                    into.appendCodePoint(c);
                } else {
                    into.append(
                            c < 0x80
                                    ? String.format("\\x%02x", c)
                                    : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
                }
            }
        }
    }
}
