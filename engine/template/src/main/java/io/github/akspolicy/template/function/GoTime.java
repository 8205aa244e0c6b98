package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A time as templates see it.
 *
 * @param seconds since 1970
 * @param nanos behind the second
 * @param zone the abbreviation of its time zone; empty if only the offset is known
 * @param offset seconds that its clock is ahead of UTC
 * @param monotonic what Go prints behind the current time: the reading of another clock
 */
record GoTime(long seconds, int nanos, String zone, int offset, String monotonic) implements GoStruct {
    private static final GoType MONTH = GoType.named("time.Month", GoType.Kind.INT);
    private static final GoType WEEKDAY = GoType.named("time.Weekday", GoType.Kind.INT);
    private static final long NANOS = 1_000_000_000;

    /** The time that Go gives where none could be read. */
    static final GoTime ZERO = of(-62_135_596_800L, 0, "UTC", 0);

    /** What stands for the current time: Helm gives another one in each run. */
    static final GoTime NOW = new GoTime(1_704_164_645, 678_901_234, "UTC", 0, " m=+0.056789012");

    /** The night of a leap day, on a weekend: as little as can be is what it is when charts are tested. */
    static final GoTime LATER = new GoTime(2_466_630_429L, 321_098_765, "UTC", 0, " m=+0.067890123");

    static GoTime of(long seconds, int nanos, String zone, int offset) {
        return new GoTime(seconds, nanos, zone, offset, "");
    }

    static GoTime ofEpoch(long seconds) {
        return of(seconds, 0, "UTC", 0);
    }

    /** A month or a day of the week: a number with a name. */
    record Named(GoType type, String print, long value) implements GoStruct {}

    /** The date and the time of its clock. */
    OffsetDateTime date() {
        // Java's offsets are limited to 18 hours: the clock is what counts
        return Instant.ofEpochSecond(seconds + offset, nanos).atOffset(ZoneOffset.UTC);
    }

    GoTime in(String newZone, int newOffset) {
        return of(seconds, nanos, newZone, newOffset);
    }

    GoTime plus(long duration) {
        long all = Math.floorMod(duration, NANOS) + nanos;
        long carried = Math.floorDiv(duration, NANOS) + Math.floorDiv(all, NANOS);
        return of(seconds + carried, (int) Math.floorMod(all, NANOS), zone, offset);
    }

    @Override
    public GoType type() {
        return GoType.TIME;
    }

    @Override
    public String print() {
        return DateWriter.write(this, "2006-01-02 15:04:05.999999999 -0700 MST") + monotonic;
    }

    @Override
    public Optional<String> marshaledText() {
        return Optional.of(DateWriter.write(this, "2006-01-02T15:04:05.999999999Z07:00"));
    }

    private GoTime plusDate(long years, long months, long days) {
        OffsetDateTime date = date();
        // Go counts days that a month does not have into the next one
        OffsetDateTime moved = date.withDayOfMonth(1)
                .plusMonths(Math.addExact(Math.multiplyExact(years, 12), months))
                .plusDays(Math.addExact(days, date.getDayOfMonth() - 1));
        return of(moved.toEpochSecond() - offset, nanos, zone, offset);
    }

    @Override
    public Map<String, Member> members() {
        var all = new HashMap<String, Member>();
        OffsetDateTime date = date();
        number(all, "Year", date.getYear());
        number(all, "Day", date.getDayOfMonth());
        number(all, "Hour", date.getHour());
        number(all, "Minute", date.getMinute());
        number(all, "Second", date.getSecond());
        number(all, "Nanosecond", nanos);
        number(all, "YearDay", date.getDayOfYear());
        wide(all, "Unix", seconds);
        wide(all, "UnixMilli", seconds * 1_000 + nanos / 1_000_000);
        wide(all, "UnixMicro", seconds * 1_000_000 + nanos / 1_000);
        wide(all, "UnixNano", seconds * NANOS + nanos);
        String month = date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        String weekday = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        value(all, "Month", new Named(MONTH, month, date.getMonthValue()));
        value(all, "Weekday", new Named(WEEKDAY, weekday, date.getDayOfWeek().getValue() % 7));
        value(all, "UTC", in("UTC", 0));
        value(all, "Local", in("UTC", 0));
        value(all, "IsZero", seconds == ZERO.seconds && nanos == 0);
        method(all, "String", List.of(), in -> Value.of(print()));
        method(
                all,
                "Format",
                List.of(GoType.STRING),
                in -> Value.of(in.text(0).as(DateWriter.write(this, in.bytes(0)))));
        List<GoType> three = List.of(GoType.INT, GoType.INT, GoType.INT);
        method(
                all,
                "AddDate",
                three,
                in -> Value.of(plusDate(in.integer(0), in.integer(1), in.integer(2)), in.sources()));
        compared(all, "Before", -1);
        compared(all, "Equal", 0);
        compared(all, "After", 1);
        return all;
    }

    private static void method(Map<String, Member> all, String name, List<GoType> types, Function.Body body) {
        all.put(name, new Member.Method(Function.of(name, types, body)));
    }

    private static void value(Map<String, Member> all, String name, Object value) {
        method(all, name, List.of(), in -> Value.of(value, Sources.NONE));
    }

    private static void number(Map<String, Member> all, String name, long number) {
        value(all, name, GoInteger.of(number));
    }

    private static void wide(Map<String, Member> all, String name, long number) {
        value(all, name, GoInteger.wide(number));
    }

    private void compared(Map<String, Member> all, String name, int wanted) {
        method(all, name, List.of(GoType.TIME), in -> {
            GoTime other = (GoTime) Objects.requireNonNull(in.get(0).data());
            int bySeconds = Long.compare(seconds, other.seconds);
            int result = bySeconds != 0 ? bySeconds : Integer.compare(nanos, other.nanos);
            return Value.of(Integer.signum(result) == wanted, in.sources());
        });
    }
}
