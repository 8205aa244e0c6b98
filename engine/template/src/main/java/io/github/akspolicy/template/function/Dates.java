package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.STRING;
import static io.github.akspolicy.template.value.GoType.TIME;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Objects;

/** Sprig's functions over times. The time zone of the machine is UTC; a fixed time stands for the current one. */
final class Dates {
    private static final String HTML = "2006-01-02";
    private static final long SECOND = 1_000_000_000;

    /** Units of {@code durationRound}, in seconds. */
    private static final List<Unit> UNITS = List.of(
            new Unit("y", 365 * 86_400),
            new Unit("mo", 30 * 86_400),
            new Unit("d", 86_400),
            new Unit("h", 3_600),
            new Unit("m", 60),
            new Unit("s", 1));

    private record Unit(String name, long seconds) {}

    private Dates() {}

    static void addTo(FunctionTable table) {
        List<GoType> date = List.of(STRING, ANY);
        List<GoType> zoned = List.of(STRING, ANY, STRING);
        List<GoType> modify = List.of(STRING, TIME);
        table.add("now", List.of(), in -> Value.of(current(in), now()))
                .add("date", date, in -> written(in, in.bytes(0), in.get(1), "Local"))
                .add("dateInZone", zoned, in -> written(in, in.bytes(0), in.get(1), in.bytes(2)))
                .alias("date_in_zone", "dateInZone")
                .add("htmlDate", List.of(ANY), in -> written(in, HTML, in.get(0), "Local"))
                .add("htmlDateInZone", List.of(ANY, STRING), in -> written(in, HTML, in.get(0), in.bytes(1)))
                .add("dateModify", modify, Dates::modify)
                .alias("date_modify", "dateModify")
                .add("mustDateModify", modify, in -> moved(in, GoDuration.read(in.bytes(0))))
                .alias("must_date_modify", "mustDateModify")
                .add("toDate", List.of(STRING, STRING), Dates::toDate)
                .add(
                        "mustToDate",
                        List.of(STRING, STRING),
                        in -> Value.of(DateReader.read(in.bytes(0), in.bytes(1)), in.sources()))
                .add(
                        "unixEpoch",
                        List.of(TIME),
                        in -> text(in, Long.toString(time(in.get(0)).seconds())))
                .add("ago", List.of(ANY), Dates::ago)
                .add("duration", List.of(ANY), in -> text(in, GoDuration.print(seconds(in.get(0)) * SECOND)))
                .add("durationRound", List.of(ANY), Dates::rounded);
    }

    private static GoTime current(Arguments in) {
        return in.assumptions().isLater() ? GoTime.LATER : GoTime.NOW;
    }

    private static Sources now() {
        return Sources.of(new Source.Deployment("now"));
    }

    private static Value text(Arguments in, String text) {
        return Value.of(Text.of(text, new Mark(in.sources(), null)));
    }

    private static GoTime time(Value value) {
        return (GoTime) Objects.requireNonNull(value.data());
    }

    private static boolean isTime(Value value) {
        boolean number = value.data() instanceof GoInteger integer
                && (integer.type() == GoType.INT || integer.type() == GoType.INT64 || integer.type() == GoType.INT32);
        return number || value.data() instanceof GoTime;
    }

    /** A time, seconds since 1970, or else the current time. */
    private static GoTime timeOf(Arguments in, Value value) {
        if (value.data() instanceof GoTime time) {
            return time;
        }
        return value.data() instanceof GoInteger seconds && isTime(value)
                ? GoTime.ofEpoch(seconds.value())
                : current(in);
    }

    private static Value written(Arguments in, String layout, Value date, String zone) {
        GoTime time = TimeZones.in(timeOf(in, date), zone);
        Value result = text(in, DateWriter.write(time, layout));
        return isTime(date) ? result : result.and(now());
    }

    private static Value moved(Arguments in, long duration) {
        return Value.of(time(in.get(1)).plus(duration), in.sources());
    }

    private static Value modify(Arguments in) {
        try {
            return moved(in, GoDuration.read(in.bytes(0)));
        } catch (FunctionException bad) {
            return in.get(1).and(in.sources());
        }
    }

    private static Value toDate(Arguments in) {
        try {
            return Value.of(DateReader.read(in.bytes(0), in.bytes(1)), in.sources());
        } catch (FunctionException bad) {
            return Value.of(GoTime.ZERO, in.sources());
        }
    }

    private static Value ago(Arguments in) {
        GoTime time = timeOf(in, in.get(0));
        long since = current(in).seconds() - time.seconds();
        // a time more than 292 years away is as far as durations go
        long nanos = Math.abs(since) > Long.MAX_VALUE / SECOND
                ? since > 0 ? Long.MAX_VALUE : Long.MIN_VALUE
                : since * SECOND;
        return text(in, GoDuration.print(nanos)).and(now());
    }

    private static long seconds(Value value) {
        if (value.data() instanceof Text text) {
            return Integers.decimal(text.bytes());
        }
        return value.data() instanceof GoInteger integer && integer.type() == GoType.INT64 ? integer.value() : 0;
    }

    private static Value rounded(Arguments in) {
        Value value = in.get(0);
        long nanos = 0;
        Sources sources = Sources.NONE;
        if (value.data() instanceof Text text) {
            try {
                nanos = GoDuration.read(text.bytes());
            } catch (FunctionException bad) {
                nanos = 0;
            }
        } else if (value.data() instanceof GoInteger integer && integer.type() == GoType.INT64) {
            nanos = integer.value();
        } else if (value.data() instanceof GoTime time) {
            nanos = (current(in).seconds() - time.seconds()) * SECOND;
            sources = now();
        }
        long size = nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
        for (Unit unit : UNITS) {
            if (size > unit.seconds() * SECOND) {
                return text(in, size / (unit.seconds() * SECOND) + unit.name()).and(sources);
            }
        }
        return text(in, "0s").and(sources);
    }
}
