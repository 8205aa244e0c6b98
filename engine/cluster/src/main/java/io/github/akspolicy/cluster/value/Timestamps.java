package io.github.akspolicy.cluster.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as texts: RFC 3339, what YAML takes for one, and Go's durations. */
final class Timestamps {
    private static final Pattern RFC_3339 = Pattern.compile(
            "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern YAML = Pattern.compile(
            "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2}))"
                    + "|(?: ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?))?");
    private static final Pattern DURATION = Pattern.compile("([0-9]*)(?:\\.([0-9]*))?(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final int LONGEST = 200;

    private Timestamps() {}

    /** A text of RFC 3339; null when it is none. */
    static @Nullable OffsetDateTime parsed(String text) {
        Matcher parts = RFC_3339.matcher(text);
        return parts.matches() ? time(parts, 4, parts.group(8)) : null;
    }

    /** A plain scalar as the text of its time; null when it is none. */
    static @Nullable String ofYaml(String text) {
        Matcher parts = YAML.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return null;
        }
        boolean hasZone = parts.group(8) != null;
        OffsetDateTime time = time(parts, hasZone ? 4 : 9, hasZone ? parts.group(8) : "Z");
        return time == null ? null : text(time);
    }

    private static @Nullable OffsetDateTime time(Matcher parts, int hour, String zone) {
        try {
            String fraction = parts.group(hour + 3);
            return OffsetDateTime.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    whole(parts.group(hour)),
                    whole(parts.group(hour + 1)),
                    whole(parts.group(hour + 2)),
                    fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9)),
                    zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone));
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private static int whole(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** To the second, as Terraform writes it. */
    static String text(OffsetDateTime time) {
        return String.format(
                "%04d-%02d-%02dT%02d:%02d:%02d%s",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getOffset().getId());
    }

    /** {@code -1h2m3.5s}; null when it is none, or longer than 64 bits of nanoseconds. */
    static @Nullable Duration duration(String text) {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        String rest = isSigned ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigInteger total = rest.isEmpty() || rest.length() > LONGEST ? null : nanoseconds(rest);
        if (total == null || total.bitLength() > 63) {
            return null;
        }
        Duration duration = Duration.ofNanos(total.longValue());
        return text.startsWith("-") ? duration.negated() : duration;
    }

    private static @Nullable BigInteger nanoseconds(String text) {
        Matcher part = DURATION.matcher(text);
        BigInteger total = BigInteger.ZERO;
        int done = 0;
        while (done < text.length()) {
            if (!part.find(done) || part.start() != done) {
                return null;
            }
            String fraction = part.group(2) == null ? "" : part.group(2);
            String whole = part.group(1);
            Long unit = NANOSECONDS.get(part.group(3));
            if (whole.isEmpty() && fraction.isEmpty() || unit == null) {
                return null;
            }
            BigDecimal number =
                    new BigDecimal((whole.isEmpty() ? "0" : whole) + "." + (fraction.isEmpty() ? "0" : fraction));
            total = total.add(number.multiply(BigDecimal.valueOf(unit)).toBigInteger());
            done = part.end();
        }
        return total;
    }
}
