package io.github.akspolicy.template.function;

import io.github.akspolicy.template.function.DateLayout.Part;
import java.time.OffsetDateTime;
import java.util.stream.Collectors;

/** Writes a time in a layout of Go. */
final class DateWriter {
    private static final int MINUTE = 60;

    private final GoTime time;
    private final OffsetDateTime date;

    private DateWriter(GoTime time) {
        this.time = time;
        this.date = time.date();
    }

    static String write(GoTime time, String layout) {
        var writer = new DateWriter(time);
        return DateLayout.parts(layout).stream().map(writer::part).collect(Collectors.joining());
    }

    private String part(Part part) {
        if (part.writes() != null) {
            return part.writes().format(date);
        }
        return switch (part.element()) {
            case HALF_DAY -> date.getHour() >= 12 ? "pm" : "am";
            case ZONE_NAME -> time.zone().isEmpty() ? offset("-0700") : time.zone();
            case OFFSET -> part.text().startsWith("Z") && time.offset() == 0 ? "Z" : offset(part.text());
            case FRACTION -> fraction(part.text());
            default -> part.text();
        };
    }

    private String offset(String layout) {
        // Go rounds to minutes before it looks at the sign
        int minutes = time.offset() / MINUTE;
        int size = Math.abs(minutes);
        String colon = layout.contains(":") ? ":" : "";
        String shown = String.format("%s%02d", minutes < 0 ? "-" : "+", size / MINUTE);
        shown += layout.length() > 3 ? String.format("%s%02d", colon, size % MINUTE) : "";
        return shown + (layout.length() > 6 ? String.format("%s%02d", colon, Math.abs(time.offset()) % MINUTE) : "");
    }

    private String fraction(String layout) {
        String digits = String.format("%09d", date.getNano()).substring(0, Math.min(layout.length() - 1, 9));
        String shown = layout.endsWith("9") ? digits.replaceFirst("0+$", "") : digits;
        return shown.isEmpty() ? "" : layout.charAt(0) + shown;
    }
}
