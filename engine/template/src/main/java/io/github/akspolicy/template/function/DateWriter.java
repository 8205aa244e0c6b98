package io.github.akspolicy.template.function;

import io.github.akspolicy.template.function.DateLayout.Part;
import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes a time in a layout of Go. */
final class DateWriter {
    private static final int MINUTE = 60;

    private final GoTime time;
    private final OffsetDateTime date;
    private final StringBuilder out = new StringBuilder();

    private DateWriter(GoTime time) {
        this.time = time;
        this.date = time.date();
    }

    static String write(GoTime time, String layout) {
        var writer = new DateWriter(time);
        DateLayout.parts(layout).forEach(writer::part);
        return writer.out.toString();
    }

    private void part(Part part) {
        int hour = date.getHour() % 12 == 0 ? 12 : date.getHour() % 12;
        switch (part.element()) {
            case TEXT -> out.append(part.text());
            case LONG_YEAR -> number(date.getYear(), 4);
            case YEAR -> number(Math.max(date.getYear(), 0) % 100, 2);
            case LONG_MONTH -> out.append(date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case MONTH -> out.append(date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
            case NUMBER_MONTH -> number(date.getMonthValue(), 0);
            case ZERO_MONTH -> number(date.getMonthValue(), 2);
            case LONG_WEEKDAY -> out.append(date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case WEEKDAY -> out.append(date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
            case DAY -> number(date.getDayOfMonth(), 0);
            case SPACE_DAY -> out.append(String.format("%2d", date.getDayOfMonth()));
            case ZERO_DAY -> number(date.getDayOfMonth(), 2);
            case SPACE_YEAR_DAY -> out.append(String.format("%3d", date.getDayOfYear()));
            case ZERO_YEAR_DAY -> number(date.getDayOfYear(), 3);
            case HOUR -> number(date.getHour(), 2);
            case HOUR_12 -> number(hour, 0);
            case ZERO_HOUR_12 -> number(hour, 2);
            case MINUTE -> number(date.getMinute(), 0);
            case ZERO_MINUTE -> number(date.getMinute(), 2);
            case SECOND -> number(date.getSecond(), 0);
            case ZERO_SECOND -> number(date.getSecond(), 2);
            case UPPER_HALF -> out.append(date.getHour() >= 12 ? "PM" : "AM");
            case LOWER_HALF -> out.append(date.getHour() >= 12 ? "pm" : "am");
            case ZONE_NAME -> zoneName();
            case OFFSET -> offset(part.text());
            case ISO_OFFSET -> isoOffset(part.text());
            case FRACTION -> fraction(part, false);
            case TRIMMED_FRACTION -> fraction(part, true);
        }
    }

    private void number(int value, int digits) {
        String size = Integer.toString(Math.abs(value));
        out.append(value < 0 ? "-" : "")
                .append("0".repeat(Math.max(digits - size.length(), 0)))
                .append(size);
    }

    private void zoneName() {
        if (time.zone().isEmpty()) {
            offset("-0700");
        } else {
            out.append(time.zone());
        }
    }

    private void isoOffset(String layout) {
        if (time.offset() == 0) {
            out.append('Z');
        } else {
            offset(layout);
        }
    }

    private void offset(String layout) {
        // Go rounds to minutes before it looks at the sign
        int minutes = time.offset() / MINUTE;
        out.append(minutes < 0 ? '-' : '+');
        int size = Math.abs(minutes);
        String colon = layout.contains(":") ? ":" : "";
        number(size / MINUTE, 2);
        if (layout.length() > 3) {
            out.append(colon);
            number(size % MINUTE, 2);
        }
        if (layout.length() > 6) {
            out.append(colon);
            number(Math.abs(time.offset()) % MINUTE, 2);
        }
    }

    private void fraction(Part part, boolean trimmed) {
        String digits = String.format("%09d", date.getNano()).substring(0, Math.min(part.digits(), 9));
        String shown = trimmed ? digits.replaceFirst("0+$", "") : digits;
        if (!shown.isEmpty()) {
            out.append(part.text().charAt(0)).append(shown);
        }
    }
}
