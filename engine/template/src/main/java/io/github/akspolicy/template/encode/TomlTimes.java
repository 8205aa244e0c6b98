package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.GoStruct;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of TOML. Those without a time zone have one of a name that says what they are. */
final class TomlTimes {
    private static final String LOCAL = "-local";
    private static final int NANO_DIGITS = 9;
    private static final int MINUTE = 60;
    private static final int LAST_HOUR = 24;

    private static final Pattern TIME = Pattern.compile("(?:(\\d{4})-(\\d\\d)-(\\d\\d))?"
            + "(?:(T?)(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?(Z|([+-])(\\d\\d):(\\d\\d))?)?");

    private final TimeMaker maker;

    TomlTimes(TimeMaker maker) {
        this.maker = maker;
    }

    GoStruct read(String written, TomlCursor cursor) throws EncodeException {
        String text = written.replace('z', 'Z').replace('t', 'T').replace(' ', 'T');
        Matcher time = TIME.matcher(text);
        if (time.matches() && fits(time, cursor.isNew())) {
            try {
                return time(time);
            } catch (DateTimeException e) {
                // said below as Go says it
            }
        }
        throw cursor.error(cursor.line(), "invalid datetime: " + Quote.quote(text));
    }

    private static boolean fits(Matcher time, boolean isNew) {
        boolean hasDate = time.group(1) != null;
        boolean hasClock = time.group(5) != null;
        boolean separated = hasClock && !time.group(4).isEmpty();
        boolean complete = !hasClock || isNew || time.group(7) != null;
        return complete && (hasDate ? separated == hasClock : hasClock && !separated && time.group(9) == null);
    }

    private GoStruct time(Matcher time) {
        boolean hasDate = time.group(1) != null;
        boolean hasClock = time.group(5) != null;
        LocalDate date =
                hasDate ? LocalDate.of(number(time, 1), number(time, 2), number(time, 3)) : LocalDate.of(0, 1, 1);
        LocalTime clock = hasClock
                ? LocalTime.of(
                        number(time, 5), number(time, 6), time.group(7) == null ? 0 : number(time, 7), nanos(time))
                : LocalTime.MIDNIGHT;
        int offset = offset(time);
        LocalDateTime local = date.atTime(clock);
        String zone = time.group(9) != null
                ? offset == 0 ? "UTC" : ""
                : (hasDate && hasClock ? "datetime" : hasDate ? "date" : "time") + LOCAL;
        return maker.time(local.toEpochSecond(ZoneOffset.UTC) - offset, local.getNano(), zone, offset);
    }

    private static int nanos(Matcher time) {
        String fraction = time.group(8) == null ? "" : time.group(8);
        String digits = (fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        return Integer.parseInt(digits);
    }

    private static int offset(Matcher time) {
        if (time.group(10) == null) {
            return 0;
        }
        int hours = number(time, 11);
        int minutes = number(time, 12);
        if (hours > LAST_HOUR || minutes >= MINUTE) {
            throw new DateTimeException("no such offset");
        }
        int offset = (hours * MINUTE + minutes) * MINUTE;
        return time.group(10).equals("-") ? -offset : offset;
    }

    private static int number(Matcher time, int group) {
        return Integer.parseInt(time.group(group));
    }

    /** A time as TOML has it: without what its zone says that it has not. */
    static String written(GoStruct time) {
        String text = time.marshaledText().orElse("");
        String zone = Bytes.text(time.print());
        if (!zone.endsWith(LOCAL)) {
            return text;
        }
        int separator = text.indexOf('T');
        String local = text.substring(0, text.length() - 1);
        return zone.endsWith("datetime" + LOCAL)
                ? local
                : zone.endsWith("date" + LOCAL) ? text.substring(0, separator) : local.substring(separator + 1);
    }
}
