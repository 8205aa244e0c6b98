package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.FunctionException;

/** The escapes of URLs, which differ from part to part. */
enum UrlEscapes {
    PATH("$&+,/:;=@"),
    HOST("!$&'()*+,;=:[]<>\""),
    ZONE("!$&'()*+,;=:[]<>\""),
    USER("$&+,;="),
    QUERY(""),
    FRAGMENT("$&+,/:;=?@!()*");

    private static final String HEX = "0123456789ABCDEF";

    private final String allowed;

    UrlEscapes(String allowed) {
        this.allowed = allowed;
    }

    private boolean escapes(char c) {
        boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0;
        return !plain && allowed.indexOf(c) < 0;
    }

    String escape(String bytes) {
        var out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (escapes(c)) {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    String unescape(String bytes) throws FunctionException {
        var out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            boolean host = this == HOST || this == ZONE;
            if (c == '%') {
                out.append(escapeAt(bytes, i));
                i += 2;
            } else if (host && c < 0x80 && escapes(c)) {
                throw new FunctionException("invalid character " + Quote.quote(String.valueOf(c)) + " in host name");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private char escapeAt(String bytes, int at) throws FunctionException {
        int high = at + 2 < bytes.length() ? digit(bytes.charAt(at + 1)) : -1;
        int low = at + 2 < bytes.length() ? digit(bytes.charAt(at + 2)) : -1;
        String shown = bytes.substring(at, Math.min(at + 3, bytes.length()));
        if (high < 0 || low < 0) {
            throw new FunctionException("invalid URL escape " + Quote.quote(shown));
        }
        char value = (char) (high << 4 | low);
        // hosts may have escapes of what is not ASCII only, but for the percent sign itself
        if (this == HOST && high < 8 && !shown.equals("%25")) {
            throw new FunctionException("invalid URL escape " + Quote.quote(shown));
        }
        boolean odd = this == ZONE && !shown.equals("%25") && value != ' ' && ZONE.escapes(value);
        if (odd) {
            throw new FunctionException("invalid URL escape " + Quote.quote(shown));
        }
        return value;
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
