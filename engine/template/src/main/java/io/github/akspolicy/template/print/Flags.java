package io.github.akspolicy.template.print;

import io.github.akspolicy.template.text.Bytes;

/** What stands between the percent sign and the verb of a format. */
final class Flags {
    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;

    /** {@code %#v}: the value as Go would write it. */
    boolean sharpV;

    /** -1 without one. */
    int width = -1;

    /** -1 without one. */
    int precision = -1;

    /** Whether the format says no more than its verb. */
    boolean isPlain() {
        return !plus && !minus && !sharp && !space && !zero && !sharpV && width < 0 && precision < 0;
    }

    /** Fills up to the width: to the right with {@code -}, else to the left. */
    String pad(String text) {
        return pad(text, zero && !minus ? "0" : " ");
    }

    /** The same, but never with zeros. */
    String padWithSpaces(String text) {
        return pad(text, " ");
    }

    private String pad(String text, String with) {
        if (width <= 0) {
            return text;
        }
        String fill = with.repeat(Math.max(width - runes(text), 0));
        return minus ? text + fill : fill + text;
    }

    private static int runes(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); at += Bytes.widthAt(text, at)) {
            count++;
        }
        return count;
    }
}
