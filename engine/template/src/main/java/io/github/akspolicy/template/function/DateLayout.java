package io.github.akspolicy.template.function;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layout of Go for dates, taken apart: it shows how the second of January 2006, 15:04:05, is written. */
final class DateLayout {
    /** What a part of a layout stands for. */
    enum Element {
        TEXT,
        LONG_YEAR,
        YEAR,
        LONG_MONTH,
        MONTH,
        NUMBER_MONTH,
        ZERO_MONTH,
        LONG_WEEKDAY,
        WEEKDAY,
        DAY,
        SPACE_DAY,
        ZERO_DAY,
        SPACE_YEAR_DAY,
        ZERO_YEAR_DAY,
        HOUR,
        HOUR_12,
        ZERO_HOUR_12,
        MINUTE,
        ZERO_MINUTE,
        SECOND,
        ZERO_SECOND,
        UPPER_HALF,
        LOWER_HALF,
        ZONE_NAME,
        OFFSET,
        ISO_OFFSET,
        FRACTION,
        TRIMMED_FRACTION
    }

    /**
     * A part of a layout.
     *
     * @param element what it stands for
     * @param text as written
     */
    record Part(Element element, String text) {
        /** How many digits of a fraction are written. */
        int digits() {
            return text.length() - 1;
        }
    }

    private record Word(String text, Element element) {}

    /** In the order in which Go tries them. */
    private static final List<Word> WORDS = List.of(
            new Word("January", Element.LONG_MONTH),
            new Word("Jan", Element.MONTH),
            new Word("Monday", Element.LONG_WEEKDAY),
            new Word("Mon", Element.WEEKDAY),
            new Word("MST", Element.ZONE_NAME),
            new Word("01", Element.ZERO_MONTH),
            new Word("02", Element.ZERO_DAY),
            new Word("03", Element.ZERO_HOUR_12),
            new Word("04", Element.ZERO_MINUTE),
            new Word("05", Element.ZERO_SECOND),
            new Word("06", Element.YEAR),
            new Word("002", Element.ZERO_YEAR_DAY),
            new Word("15", Element.HOUR),
            new Word("1", Element.NUMBER_MONTH),
            new Word("2006", Element.LONG_YEAR),
            new Word("2", Element.DAY),
            new Word("__2", Element.SPACE_YEAR_DAY),
            new Word("_2", Element.SPACE_DAY),
            new Word("3", Element.HOUR_12),
            new Word("4", Element.MINUTE),
            new Word("5", Element.SECOND),
            new Word("PM", Element.UPPER_HALF),
            new Word("pm", Element.LOWER_HALF),
            new Word("-070000", Element.OFFSET),
            new Word("-07:00:00", Element.OFFSET),
            new Word("-0700", Element.OFFSET),
            new Word("-07:00", Element.OFFSET),
            new Word("-07", Element.OFFSET),
            new Word("Z070000", Element.ISO_OFFSET),
            new Word("Z07:00:00", Element.ISO_OFFSET),
            new Word("Z0700", Element.ISO_OFFSET),
            new Word("Z07:00", Element.ISO_OFFSET),
            new Word("Z07", Element.ISO_OFFSET));

    private DateLayout() {}

    /** The parts of a layout. */
    static List<Part> parts(String layout) {
        var parts = new ArrayList<Part>();
        int from = 0;
        for (int at = 0; at < layout.length(); ) {
            // "_2006" is an underscore and a year
            int skipped = layout.startsWith("_2006", at) ? 1 : 0;
            Part part = partAt(layout, at + skipped);
            if (part == null) {
                at++;
                continue;
            }
            if (at + skipped > from) {
                parts.add(new Part(Element.TEXT, layout.substring(from, at + skipped)));
            }
            parts.add(part);
            at += skipped + part.text().length();
            from = at;
        }
        if (from < layout.length()) {
            parts.add(new Part(Element.TEXT, layout.substring(from)));
        }
        return parts;
    }

    private static @Nullable Part partAt(String layout, int at) {
        char c = layout.charAt(at);
        if (c == '.' || c == ',') {
            return fraction(layout, at);
        }
        for (Word word : WORDS) {
            if (layout.startsWith(word.text(), at) && !goesOn(layout, at, word)) {
                return new Part(word.element(), word.text());
            }
        }
        return null;
    }

    /** Short names of months and days stand for themselves where letters in lower case follow. */
    private static boolean goesOn(String layout, int at, Word word) {
        boolean name = word.element() == Element.MONTH || word.element() == Element.WEEKDAY;
        int next = at + word.text().length();
        return name && next < layout.length() && layout.charAt(next) >= 'a' && layout.charAt(next) <= 'z';
    }

    private static @Nullable Part fraction(String layout, int at) {
        int next = at + 1;
        char digit = next < layout.length() ? layout.charAt(next) : ' ';
        if (digit != '0' && digit != '9') {
            return null;
        }
        while (next < layout.length() && layout.charAt(next) == digit) {
            next++;
        }
        if (next < layout.length() && Character.isDigit(layout.charAt(next))) {
            return null;
        }
        return new Part(digit == '0' ? Element.FRACTION : Element.TRIMMED_FRACTION, layout.substring(at, next));
    }
}
