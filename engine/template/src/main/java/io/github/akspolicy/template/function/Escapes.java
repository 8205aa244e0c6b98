package io.github.akspolicy.template.function;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.template.text.Bytes;

/** How Go's {@code text/template} escapes text for HTML, JavaScript and queries. */
final class Escapes {
    private Escapes() {}

    static String html(String bytes) {
        var out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            switch (c) {
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case 0 -> out.append("\u00EF\u00BF\u00BD");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String javascript(String bytes) {
        var out = new StringBuilder(bytes.length());
        for (int at = 0; at < bytes.length(); ) {
            int width = Bytes.widthAt(bytes, at);
            int rune = Bytes.runeAt(bytes, at);
            switch (rune) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<', '>', '&', '=' -> out.append(unicode(rune));
                default -> {
                    boolean shown = rune >= 0x80 ? GoText.isPrintable(rune) : rune >= ' ';
                    out.append(shown ? bytes.substring(at, at + width) : unicode(rune));
                }
            }
            at += width;
        }
        return out.toString();
    }

    private static String unicode(int rune) {
        return String.format("\\u%04X", rune);
    }

    static String query(String bytes) {
        return UrlEscapes.QUERY.escape(bytes).replace("%20", "+");
    }
}
