package io.github.akspolicy.template.function;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/** The text of a time while it is read: numbers, names and spaces. */
final class DateCursor {
    /** Thrown where the value does not fit the layout, or is out of the range that the message names. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1;

        private final String range;

        Mismatch(String range) {
            super(range);
            this.range = range;
        }

        /** What is out of range; empty where the text is not of the form. */
        String range() {
            return range;
        }
    }

    private final String value;
    private int at;

    DateCursor(String value) {
        this.value = value;
    }

    /** The first byte that has not been read. */
    int at() {
        return at;
    }

    void moveTo(int index) {
        at = index;
    }

    /** What has not been read from a byte on. */
    String from(int index) {
        return value.substring(index);
    }

    boolean isAtEnd() {
        return at >= value.length();
    }

    boolean startsWith(String text) {
        return value.startsWith(text, at);
    }

    static void require(boolean fits, String range) throws Mismatch {
        if (!fits) {
            throw new Mismatch(range);
        }
    }

    private boolean isDigit(int index) {
        return index < value.length() && value.charAt(index) >= '0' && value.charAt(index) <= '9';
    }

    String digits(int count) throws Mismatch {
        for (int i = 0; i < count; i++) {
            require(isDigit(at + i), "");
        }
        at += count;
        return value.substring(at - count, at);
    }

    /** One or two digits. */
    int number(boolean two) throws Mismatch {
        require(isDigit(at), "");
        require(!two || isDigit(at + 1), "");
        return Integer.parseInt(digits(isDigit(at + 1) ? 2 : 1));
    }

    int yearDay(boolean three) throws Mismatch {
        int count = 0;
        while (count < 3 && isDigit(at + count)) {
            count++;
        }
        require(count > 0 && (!three || count == 3), "");
        return Integer.parseInt(digits(count));
    }

    void skipSpaces(int most) {
        for (int i = 0; i < most && value.startsWith(" ", at); i++) {
            at++;
        }
    }

    /** Text of the layout; a space stands for any number of them. */
    void skip(String text) throws Mismatch {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ') {
                require(at >= value.length() || value.charAt(at) == ' ', "");
                while (i + 1 < text.length() && text.charAt(i + 1) == ' ') {
                    i++;
                }
                skipSpaces(Integer.MAX_VALUE);
            } else {
                require(at < value.length() && value.charAt(at) == text.charAt(i), "");
                at++;
            }
        }
    }

    private boolean takes(String name, int length) {
        String shown = name.substring(0, Math.min(length, name.length()));
        boolean found = value.regionMatches(true, at, shown, 0, shown.length());
        at += found ? shown.length() : 0;
        return found;
    }

    int monthName(int length) throws Mismatch {
        for (Month each : Month.values()) {
            if (takes(each.getDisplayName(TextStyle.FULL, Locale.ENGLISH), length)) {
                return each.getValue();
            }
        }
        throw new Mismatch("");
    }

    void weekday(int length) throws Mismatch {
        for (DayOfWeek each : DayOfWeek.values()) {
            if (takes(each.getDisplayName(TextStyle.FULL, Locale.ENGLISH), length)) {
                return;
            }
        }
        throw new Mismatch("");
    }

    /** Whether a point or a comma and a digit follow. */
    boolean isFraction() {
        return at + 1 < value.length() && ".,".indexOf(value.charAt(at)) >= 0 && isDigit(at + 1);
    }

    /** The nanoseconds of a fraction of as many digits as there are. */
    int fraction() throws Mismatch {
        int end = at + 1;
        while (isDigit(end)) {
            end++;
        }
        return fraction(end - at);
    }

    /** The nanoseconds of a fraction that takes so many bytes, its point included. */
    int fraction(int length) throws Mismatch {
        require(at + length <= value.length() && ".,".indexOf(value.charAt(at)) >= 0, "");
        String digits = value.substring(at + 1, at + Math.min(length, 10));
        require(digits.chars().allMatch(c -> c >= '0' && c <= '9'), "");
        at += length;
        return Integer.parseInt((digits + "000000000").substring(0, 9));
    }
}
