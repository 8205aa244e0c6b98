package io.github.akspolicy.template.function;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads the time zone of a date: a name, or hours and minutes. Keeps what it found. */
final class DateZoneReader {
    private static final int REFUSED = -1;
    private static final int HOUR = 3_600;

    private String name = "";
    private boolean utc;
    private boolean hasOffset;
    private int offset;
    private String range = "";

    /** What was out of range; empty if nothing was. */
    String range() {
        return range;
    }

    /** Reads an offset in one of the forms of layouts. Returns where it ends; less than 0 where it is none. */
    int offset(String value, int at, String layout) {
        int end = at + layout.length();
        if (end > value.length()) {
            return REFUSED;
        }
        var digits = new StringBuilder();
        for (int i = 1; i < layout.length(); i++) {
            char c = value.charAt(at + i);
            boolean fits = layout.charAt(i) == ':' ? c == ':' : c >= '0' && c <= '9';
            if (!fits) {
                return REFUSED;
            }
            digits.append(c == ':' ? "" : c);
        }
        int hours = Integer.parseInt(digits.substring(0, 2));
        int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(2, 4)) : 0;
        int seconds = digits.length() > 4 ? Integer.parseInt(digits.substring(4, 6)) : 0;
        range = hours > 24 ? "time zone offset hour" : minutes > 60 ? "time zone offset minute" : "";
        range = range.isEmpty() && seconds > 60 ? "time zone offset second" : range;
        char sign = value.charAt(at);
        if (sign != '+' && sign != '-') {
            return range.isEmpty() ? REFUSED : end;
        }
        hasOffset = true;
        offset = (hours * 60 + minutes) * 60 + seconds;
        offset = sign == '-' ? -offset : offset;
        return end;
    }

    /** Reads an offset or the letter Z, which is UTC. */
    int isoOffset(String value, int at, String layout) {
        if (value.startsWith("Z", at)) {
            utc = true;
            return at + 1;
        }
        return offset(value, at, layout);
    }

    /** Reads an abbreviation of a time zone. */
    int name(String value, int at) {
        String rest = value.substring(at);
        if (rest.startsWith("UTC")) {
            utc = true;
            return at + 3;
        }
        int length = nameLength(rest);
        name = rest.substring(0, Math.max(length, 0));
        return length <= 0 ? REFUSED : at + length;
    }

    private static int nameLength(String value) {
        if (value.length() < 3) {
            return 0;
        }
        if (value.startsWith("ChST") || value.startsWith("MeST")) {
            return 4;
        }
        if (value.startsWith("GMT")) {
            return 3 + signedLength(value.substring(3));
        }
        if (value.charAt(0) == '+' || value.charAt(0) == '-') {
            return signedLength(value);
        }
        int letters = 0;
        while (letters < 6
                && letters < value.length()
                && value.charAt(letters) >= 'A'
                && value.charAt(letters) <= 'Z') {
            letters++;
        }
        boolean known = letters == 3
                || letters == 4 && (value.charAt(3) == 'T' || value.startsWith("WITA"))
                || letters == 5 && value.charAt(4) == 'T';
        return known ? letters : 0;
    }

    /** How long a sign with up to 23 hours is. */
    private static int signedLength(String value) {
        int end = 1;
        while (end < value.length() && Character.isDigit(value.charAt(end))) {
            end++;
        }
        boolean signed = value.startsWith("+") || value.startsWith("-");
        return signed && end > 1 && end < 12 && Long.parseLong(value.substring(1, end)) <= 23 ? end : 0;
    }

    /** The time that a date is in the zone that was read; UTC without one. */
    GoTime time(LocalDateTime date) {
        if (!utc && hasOffset) {
            boolean local = offset == 0 && (name.isEmpty() || name.equals("UTC"));
            return GoTime.of(date.toEpochSecond(ZoneOffset.UTC) - offset, date.getNano(), local ? "UTC" : name, offset);
        }
        if (!utc && !name.isEmpty()) {
            int hours = name.matches("GMT[+-]\\d+") ? Integer.parseInt(name.substring(3)) : 0;
            long seconds = date.toEpochSecond(ZoneOffset.UTC) - (long) hours * HOUR;
            return GoTime.of(seconds, date.getNano(), name, hours * HOUR);
        }
        return GoTime.of(date.toEpochSecond(ZoneOffset.UTC), date.getNano(), "UTC", 0);
    }
}
