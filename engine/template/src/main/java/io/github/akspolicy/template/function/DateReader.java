package io.github.akspolicy.template.function;

import io.github.akspolicy.template.function.DateCursor.Mismatch;
import io.github.akspolicy.template.function.DateLayout.Element;
import io.github.akspolicy.template.function.DateLayout.Part;
import io.github.akspolicy.template.value.FunctionException;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.List;

/** Reads a time in a layout of Go. The time zone of the machine is UTC. */
final class DateReader {
    private static final int NOT_SET = Integer.MIN_VALUE;

    private final String layout;
    private final String value;
    private final DateCursor cursor;
    private final List<Part> parts;
    private final DateZoneReader zone = new DateZoneReader();
    private int year;
    private int month = NOT_SET;
    private int day = NOT_SET;
    private int yearDay = NOT_SET;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean afternoon;
    private boolean morning;

    private DateReader(String layout, String value) {
        this.layout = layout;
        this.value = value;
        this.cursor = new DateCursor(value);
        this.parts = DateLayout.parts(layout);
    }

    static GoTime read(String layout, String value) throws FunctionException {
        return new DateReader(layout, value).read();
    }

    private GoTime read() throws FunctionException {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int start = cursor.at();
            try {
                part(part, i);
            } catch (Mismatch mismatch) {
                if (!mismatch.range().isEmpty()) {
                    throw error(": " + mismatch.range() + " out of range");
                }
                int shown = part.element() == Element.TEXT ? cursor.at() : start;
                throw error(" as " + quoted(layout) + ": cannot parse " + quoted(cursor.from(shown)) + " as "
                        + quoted(part.text()));
            }
        }
        if (!cursor.isAtEnd()) {
            throw error(": extra text: " + quoted(cursor.from(cursor.at())));
        }
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (morning && !afternoon && hour == 12) {
            hour = 0;
        }
        LocalDate date = date();
        return zone.time(date.atTime(hour, minute, second, nanos));
    }

    private FunctionException error(String message) {
        return new FunctionException("parsing time " + quoted(value) + message);
    }

    /** Go's own quotes of this place: all but printable ASCII as hexadecimal bytes. */
    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x80) {
                out.append(c);
            } else {
                out.append(String.format("\\x%02x", (int) c));
            }
        }
        return out.append('"').toString();
    }

    private void part(Part part, int index) throws Mismatch {
        switch (part.element()) {
            case TEXT -> cursor.skip(part.text());
            case YEAR -> {
                int two = Integer.parseInt(cursor.digits(2));
                year = two >= 69 ? two + 1900 : two + 2000;
            }
            case LONG_YEAR -> year = Integer.parseInt(cursor.digits(4));
            case MONTH -> month = cursor.monthName(3);
            case LONG_MONTH -> month = cursor.monthName(Integer.MAX_VALUE);
            case NUMBER_MONTH, ZERO_MONTH -> {
                month = cursor.number(part.element() == Element.ZERO_MONTH);
                DateCursor.require(month >= 1 && month <= 12, "month");
            }
            case WEEKDAY -> cursor.weekday(3);
            case LONG_WEEKDAY -> cursor.weekday(Integer.MAX_VALUE);
            case DAY, SPACE_DAY, ZERO_DAY -> {
                cursor.skipSpaces(part.element() == Element.SPACE_DAY ? 1 : 0);
                day = cursor.number(part.element() == Element.ZERO_DAY);
            }
            case SPACE_YEAR_DAY, ZERO_YEAR_DAY -> {
                cursor.skipSpaces(part.element() == Element.SPACE_YEAR_DAY ? 2 : 0);
                yearDay = cursor.yearDay(part.element() == Element.ZERO_YEAR_DAY);
            }
            case HOUR -> {
                hour = cursor.number(false);
                DateCursor.require(hour < 24, "hour");
            }
            case HOUR_12, ZERO_HOUR_12 -> {
                hour = cursor.number(part.element() == Element.ZERO_HOUR_12);
                DateCursor.require(hour <= 12, "hour");
            }
            case MINUTE, ZERO_MINUTE -> {
                minute = cursor.number(part.element() == Element.ZERO_MINUTE);
                DateCursor.require(minute < 60, "minute");
            }
            case SECOND, ZERO_SECOND -> {
                second = cursor.number(part.element() == Element.ZERO_SECOND);
                DateCursor.require(second < 60, "second");
                fractionBehindSecond(index);
            }
            case UPPER_HALF -> half("AM", "PM");
            case LOWER_HALF -> half("am", "pm");
            case ZONE_NAME -> zone(zone.name(value, cursor.at()));
            case OFFSET -> zone(zone.offset(value, cursor.at(), part.text()));
            case ISO_OFFSET -> zone(zone.isoOffset(value, cursor.at(), part.text()));
            case FRACTION -> nanos = cursor.fraction(part.text().length());
            case TRIMMED_FRACTION -> {
                if (cursor.isFraction()) {
                    nanos = cursor.fraction();
                }
            }
        }
    }

    private void zone(int end) throws Mismatch {
        if (end < 0) {
            throw new Mismatch(zone.range());
        }
        cursor.moveTo(end);
        DateCursor.require(zone.range().isEmpty(), zone.range());
    }

    private void half(String before, String behind) throws Mismatch {
        boolean late = cursor.startsWith(behind);
        DateCursor.require(late || cursor.startsWith(before), "");
        afternoon = afternoon || late;
        morning = morning || !late;
        cursor.moveTo(cursor.at() + 2);
    }

    /** A fraction of a second is read even where the layout has none. */
    private void fractionBehindSecond(int index) throws Mismatch {
        boolean own = parts.stream()
                .skip(index + 1L)
                .filter(part -> part.element() != Element.TEXT)
                .findFirst()
                .filter(part -> part.element() == Element.FRACTION || part.element() == Element.TRIMMED_FRACTION)
                .isPresent();
        if (!own && cursor.isFraction()) {
            nanos = cursor.fraction();
        }
    }

    private LocalDate date() throws FunctionException {
        if (yearDay == NOT_SET) {
            month = month == NOT_SET ? 1 : month;
            day = day == NOT_SET ? 1 : day;
        } else {
            takeYearDay();
        }
        if (day < 1 || day > Month.of(month).length(Year.isLeap(year))) {
            throw error(": day out of range");
        }
        return LocalDate.of(year, month, day);
    }

    private void takeYearDay() throws FunctionException {
        boolean leap = Year.isLeap(year);
        if (yearDay < 1 || yearDay > (leap ? 366 : 365)) {
            throw error(": day-of-year out of range");
        }
        LocalDate date = LocalDate.ofYearDay(year, yearDay);
        if (month != NOT_SET && month != date.getMonthValue()) {
            throw error(": day-of-year does not match month");
        }
        if (day != NOT_SET && day != date.getDayOfMonth()) {
            throw error(": day-of-year does not match day");
        }
        month = date.getMonthValue();
        day = date.getDayOfMonth();
    }
}
