package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.TEXT;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;

/** The functions of points in time (developer.hashicorp.com/terraform/language/functions/formatdate). */
final class TimeFunctions {
    private TimeFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "formatdate", Function.of(TimeFunctions::format, TEXT, TEXT),
                "timeadd", Function.of(TimeFunctions::add, TEXT, TEXT),
                "timecmp", Function.of(TimeFunctions::compare, TEXT, TEXT));
    }

    private static OffsetDateTime time(Call call, int index) {
        OffsetDateTime time = Timestamps.parsed(call.text(index));
        if (time == null) {
            throw call.wrong("\"" + call.text(index) + "\" is not a timestamp of RFC 3339");
        }
        return time;
    }

    private static Value add(Call call) {
        OffsetDateTime time = time(call, 0);
        Duration duration = Timestamps.duration(call.text(1));
        if (duration == null) {
            throw call.wrong("\"" + call.text(1) + "\" is not a duration");
        }
        try {
            OffsetDateTime later = time.plus(duration);
            boolean hasFourDigits = later.getYear() >= 0 && later.getYear() <= 9999;
            return hasFourDigits
                    ? call.made(Timestamps.text(later))
                    : call.unknown("the year has more than four digits");
        } catch (DateTimeException | ArithmeticException tooFar) {
            return call.unknown("the year has more than four digits");
        }
    }

    private static Value compare(Call call) {
        return call.made(
                Integer.signum(time(call, 0).toInstant().compareTo(time(call, 1).toInstant())));
    }

    private static Value format(Call call) {
        String format = call.text(0);
        OffsetDateTime time = time(call, 1);
        var text = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            int end = i + 1;
            if (c == '\'') {
                end = literal(call, format, i, text);
            } else if (isLetter(c)) {
                while (end < format.length() && format.charAt(end) == c) {
                    end++;
                }
                text.append(verb(call, c, end - i, time));
            } else {
                text.append(c);
            }
            i = end;
        }
        return call.made(text.toString());
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Text in quotes, where two quotes are one. Returns where it ends. */
    private static int literal(Call call, String format, int start, StringBuilder into) {
        if (format.startsWith("''", start)) {
            into.append('\'');
            return start + 2;
        }
        int i = start + 1;
        while (i < format.length()) {
            if (format.startsWith("''", i)) {
                into.append('\'');
                i += 2;
            } else if (format.charAt(i) == '\'') {
                return i + 1;
            } else {
                into.append(format.charAt(i++));
            }
        }
        throw call.wrong("a quote of the format is not closed");
    }

    private static String verb(Call call, char verb, int length, OffsetDateTime time) {
        boolean isUpper = verb == 'A';
        String text = switch (verb + ":" + length) {
            case "Y:2" -> two(time.getYear() % 100);
            case "Y:4" -> String.format("%04d", time.getYear());
            case "M:1" -> String.valueOf(time.getMonthValue());
            case "M:2" -> two(time.getMonthValue());
            case "M:3" ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "M:4" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "D:1" -> String.valueOf(time.getDayOfMonth());
            case "D:2" -> two(time.getDayOfMonth());
            case "E:3" ->
                time.getDayOfWeek()
                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        .substring(0, 3);
            case "E:4" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "h:1" -> String.valueOf(time.getHour());
            case "h:2" -> two(time.getHour());
            case "H:1" -> String.valueOf((time.getHour() + 11) % 12 + 1);
            case "H:2" -> two((time.getHour() + 11) % 12 + 1);
            case "A:2", "a:2" -> time.getHour() < 12 ? isUpper ? "AM" : "am" : isUpper ? "PM" : "pm";
            case "m:1" -> String.valueOf(time.getMinute());
            case "m:2" -> two(time.getMinute());
            case "s:1" -> String.valueOf(time.getSecond());
            case "s:2" -> two(time.getSecond());
            case "Z:1" -> time.getOffset().getId();
            case "Z:3" ->
                time.getOffset().getTotalSeconds() == 0 ? "UTC" : zone(time).replace(":", "");
            case "Z:4" -> zone(time).replace(":", "");
            case "Z:5" -> zone(time);
            default -> "";
        };
        if (text.isEmpty()) {
            throw call.wrong("the verb " + String.valueOf(verb).repeat(Math.min(length, 10)) + " is not valid");
        }
        return text;
    }

    private static String zone(OffsetDateTime time) {
        String id = time.getOffset().getId();
        return id.equals("Z") ? "+00:00" : id;
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
