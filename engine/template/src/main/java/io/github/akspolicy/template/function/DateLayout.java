package io.github.akspolicy.template.function;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A layout of Go for dates, taken apart: it shows how the second of January 2006, 15:04:05, is written. */
final class DateLayout {
    /** What a part of a layout stands for. */
    enum Element {
        TEXT,
        YEAR,
        SHORT_YEAR,
        MONTH,
        MONTH_NAME,
        WEEKDAY,
        DAY,
        YEAR_DAY,
        HOUR,
        HALF_DAY_HOUR,
        MINUTE,
        SECOND,
        HALF_DAY,
        ZONE_NAME,
        OFFSET,
        FRACTION
    }

    /**
     * A part of a layout.
     *
     * @param element what it stands for
     * @param text as written
     * @param reads what it takes where a time is read
     * @param writes how Java's formats write it; null where they have nothing like it
     */
    record Part(
            Element element,
            String text,
            Pattern reads,
            @Nullable DateTimeFormatter writes) {}

    private static final String ONE_OR_TWO = "\\d\\d?";
    private static final String TWO = "\\d\\d";
    private static final String ZONE_NAME = "UTC|ChST|MeST|WITA|GMT[+-]\\d\\d?|[A-Z]{3,4}T|[A-Z]{3}|[+-]\\d\\d?";

    /** In the order in which Go tries them. */
    private static final List<Part> WORDS = List.of(
            name(Element.MONTH_NAME, "January", "MMMM"),
            name(Element.MONTH_NAME, "Jan", "MMM"),
            name(Element.WEEKDAY, "Monday", "EEEE"),
            name(Element.WEEKDAY, "Mon", "EEE"),
            word(Element.ZONE_NAME, "MST", ZONE_NAME, null),
            word(Element.MONTH, "01", TWO, "MM"),
            word(Element.DAY, "02", TWO, "dd"),
            word(Element.HALF_DAY_HOUR, "03", TWO, "hh"),
            word(Element.MINUTE, "04", TWO, "mm"),
            word(Element.SECOND, "05", TWO, "ss"),
            word(Element.SHORT_YEAR, "06", TWO, "uu"),
            word(Element.YEAR_DAY, "002", "\\d{3}", "DDD"),
            word(Element.HOUR, "15", ONE_OR_TWO, "HH"),
            word(Element.MONTH, "1", ONE_OR_TWO, "M"),
            word(Element.YEAR, "2006", "\\d{4}", "uuuu"),
            word(Element.DAY, "2", ONE_OR_TWO, "d"),
            word(Element.YEAR_DAY, "__2", " {0,2}\\d{1,3}", "pppD"),
            word(Element.DAY, "_2", " ?" + ONE_OR_TWO, "ppd"),
            word(Element.HALF_DAY_HOUR, "3", ONE_OR_TWO, "h"),
            word(Element.MINUTE, "4", ONE_OR_TWO, "m"),
            word(Element.SECOND, "5", ONE_OR_TWO, "s"),
            word(Element.HALF_DAY, "PM", "AM|PM", "a"),
            word(Element.HALF_DAY, "pm", "am|pm", null),
            offset("-070000"),
            offset("-07:00:00"),
            offset("-0700"),
            offset("-07:00"),
            offset("-07"),
            offset("Z070000"),
            offset("Z07:00:00"),
            offset("Z0700"),
            offset("Z07:00"),
            offset("Z07"));

    private static Part word(Element element, String text, String reads, @Nullable String writes) {
        DateTimeFormatter writer = writes == null ? null : DateTimeFormatter.ofPattern(writes, Locale.ENGLISH);
        return new Part(element, text, Pattern.compile(reads), writer);
    }

    /** The name of a month or of a day of the week, in full or its first three letters. */
    private static Part name(Element element, String text, String writes) {
        DateTimeFormatter writer = DateTimeFormatter.ofPattern(writes, Locale.ENGLISH);
        TemporalAccessor[] all = element == Element.WEEKDAY ? DayOfWeek.values() : Month.values();
        String names = Stream.of(all).map(writer::format).collect(Collectors.joining("|", "(?i:", ")"));
        return new Part(element, text, Pattern.compile(names), writer);
    }

    private static Part offset(String text) {
        String reads = "[+-]" + text.substring(1).replaceAll("\\d", "\\\\d");
        return word(Element.OFFSET, text, text.startsWith("Z") ? "Z|" + reads : reads, null);
    }

    /** Text that stands for itself; a space takes any number of them, also none at the end. */
    private static Part text(String text) {
        String reads = Stream.of(text.split("(?<= )(?! )|(?<! )(?= )"))
                .map(piece -> piece.startsWith(" ") ? "(?: +|$)" : Pattern.quote(piece))
                .collect(Collectors.joining());
        return word(Element.TEXT, text, reads, null);
    }

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
                parts.add(text(layout.substring(from, at + skipped)));
            }
            parts.add(part);
            at += skipped + part.text().length();
            from = at;
        }
        if (from < layout.length()) {
            parts.add(text(layout.substring(from)));
        }
        return parts;
    }

    private static @Nullable Part partAt(String layout, int at) {
        char c = layout.charAt(at);
        if (c == '.' || c == ',') {
            return fraction(layout, at);
        }
        for (Part word : WORDS) {
            if (layout.startsWith(word.text(), at) && !goesOn(layout, at, word)) {
                return word;
            }
        }
        return null;
    }

    /** Short names of months and days stand for themselves where letters in lower case follow. */
    private static boolean goesOn(String layout, int at, Part word) {
        boolean name = word.text().equals("Jan") || word.text().equals("Mon");
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
        String reads = digit == '0' ? "[.,]\\d{" + (next - at - 1) + "}" : "([.,]\\d+)?";
        return word(Element.FRACTION, layout.substring(at, next), reads, null);
    }
}
