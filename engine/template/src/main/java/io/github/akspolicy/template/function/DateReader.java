package io.github.akspolicy.template.function;

import io.github.akspolicy.template.function.DateLayout.Element;
import io.github.akspolicy.template.function.DateLayout.Part;
import io.github.akspolicy.template.value.FunctionException;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time in a layout of Go. The time zone of the machine is UTC. */
final class DateReader {
    private static final Pattern FRACTION = Pattern.compile("[.,]\\d+");
    private static final int HOUR = 3_600;

    /** The first year that two digits stand for. */
    private static final int FIRST_SHORT_YEAR = 1969;

    private final String layout;
    private final String value;
    private final List<Part> parts;
    private final Map<Element, Integer> numbers = new EnumMap<>(Element.class);
    private int at;
    private int nanos;
    private String zone = "";
    private boolean isUtc;

    private DateReader(String layout, String value) {
        this.layout = layout;
        this.value = value;
        this.parts = DateLayout.parts(layout);
    }

    static GoTime read(String layout, String value) throws FunctionException {
        return new DateReader(layout, value).read();
    }

    private GoTime read() throws FunctionException {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Matcher matcher = part.reads().matcher(value).region(at, value.length());
            if (!matcher.lookingAt()) {
                throw error(" as " + quoted(layout) + ": cannot parse " + quoted(value.substring(at)) + " as "
                        + quoted(part.text()));
            }
            at = matcher.end();
            take(part.element(), matcher.group());
            if (part.element() == Element.SECOND && !hasFraction(i)) {
                fractionBehindSecond();
            }
        }
        if (at < value.length()) {
            throw error(": extra text: " + quoted(value.substring(at)));
        }
        return time();
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

    private void take(Element element, String text) throws FunctionException {
        switch (element) {
            case TEXT, WEEKDAY -> {
                // says nothing of the time
            }
            case SHORT_YEAR -> {
                int year = Integer.parseInt(text);
                numbers.put(Element.YEAR, year + (year < FIRST_SHORT_YEAR % 100 ? 2000 : 1900));
            }
            case MONTH_NAME -> numbers.put(Element.MONTH, month(text));
            case MONTH -> number(element, text, 1, 12, "month");
            case HOUR -> number(element, text, 0, 23, "hour");
            case HALF_DAY_HOUR -> number(Element.HOUR, text, 0, 12, "hour");
            case MINUTE -> number(element, text, 0, 59, "minute");
            case SECOND -> number(element, text, 0, 59, "second");
            case HALF_DAY -> numbers.put(element, text.equalsIgnoreCase("PM") ? 1 : 0);
            case ZONE_NAME -> {
                zone = text;
                isUtc |= text.equals("UTC");
            }
            case OFFSET -> offset(text);
            case FRACTION -> nanos = nanos(text);
            default -> numbers.put(element, Integer.parseInt(text.strip()));
        }
    }

    private void number(Element element, String text, int least, int most, String name) throws FunctionException {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw error(": " + name + " out of range");
        }
        numbers.put(element, number);
    }

    private static int month(String name) {
        int month = 1;
        while (!Month.of(month).name().startsWith(name.substring(0, 3).toUpperCase(Locale.ROOT))) {
            month++;
        }
        return month;
    }

    private void offset(String text) throws FunctionException {
        if (text.equals("Z")) {
            isUtc = true;
            return;
        }
        String digits = text.replaceAll("\\D", "") + "0000";
        number(Element.OFFSET, digits.substring(0, 2), 0, 24, "time zone offset hour");
        int minutes = Integer.parseInt(digits.substring(2, 4));
        int seconds = (Integer.parseInt(digits.substring(0, 2)) * 60 + minutes) * 60
                + Integer.parseInt(digits.substring(4, 6));
        numbers.put(Element.OFFSET, text.startsWith("-") ? -seconds : seconds);
    }

    private static int nanos(String fraction) {
        String digits = fraction.isEmpty() ? "" : fraction.substring(1);
        return Integer.parseInt((digits + "000000000").substring(0, 9));
    }

    private boolean hasFraction(int second) {
        return parts.stream()
                .skip(second + 1L)
                .filter(part -> part.element() != Element.TEXT)
                .findFirst()
                .filter(part -> part.element() == Element.FRACTION)
                .isPresent();
    }

    /** A fraction of a second is read even where the layout has none. */
    private void fractionBehindSecond() {
        Matcher matcher = FRACTION.matcher(value).region(at, value.length());
        if (matcher.lookingAt()) {
            at = matcher.end();
            nanos = nanos(matcher.group());
        }
    }

    private int number(Element element) {
        return numbers.getOrDefault(element, 0);
    }

    private int hour() {
        int hour = number(Element.HOUR);
        Integer half = numbers.get(Element.HALF_DAY);
        return half == null ? hour : half == 1 && hour < 12 ? hour + 12 : half == 0 && hour == 12 ? 0 : hour;
    }

    private GoTime time() throws FunctionException {
        long seconds = date().atTime(hour(), number(Element.MINUTE), number(Element.SECOND))
                .toEpochSecond(ZoneOffset.UTC);
        Integer offset = numbers.get(Element.OFFSET);
        if (isUtc || offset == null && zone.isEmpty()) {
            return GoTime.of(seconds, nanos, "UTC", 0);
        }
        if (offset == null) {
            offset = zone.matches("GMT[+-]\\d+") ? Integer.parseInt(zone.substring(3)) * HOUR : 0;
        } else if (offset == 0 && zone.isEmpty()) {
            zone = "UTC";
        }
        return GoTime.of(seconds - offset, nanos, zone, offset);
    }

    private LocalDate date() throws FunctionException {
        int year = number(Element.YEAR);
        Integer month = numbers.get(Element.MONTH);
        Integer day = numbers.get(Element.DAY);
        Integer yearDay = numbers.get(Element.YEAR_DAY);
        if (yearDay == null) {
            int knownMonth = month == null ? 1 : month;
            int knownDay = day == null ? 1 : day;
            if (knownDay < 1 || knownDay > Month.of(knownMonth).length(Year.isLeap(year))) {
                throw error(": day out of range");
            }
            return LocalDate.of(year, knownMonth, knownDay);
        }
        if (yearDay < 1 || yearDay > Year.of(year).length()) {
            throw error(": day-of-year out of range");
        }
        LocalDate date = LocalDate.ofYearDay(year, yearDay);
        if (month != null && month != date.getMonthValue()) {
            throw error(": day-of-year does not match month");
        }
        if (day != null && day != date.getDayOfMonth()) {
            throw error(": day-of-year does not match day");
        }
        return date;
    }
}
