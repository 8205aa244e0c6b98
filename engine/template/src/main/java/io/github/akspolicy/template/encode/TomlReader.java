package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Reads documents of TOML 1.0. Each value has the sources of the whole document, since the library does not say where a
 * value ends; errors are in the library's words.
 */
public final class TomlReader {
    private static final LocalDate NO_DATE = LocalDate.of(0, 1, 1);

    private final String[] lines;
    private final Mark mark;
    private final TimeMaker times;

    private TomlReader(String document, Mark mark, TimeMaker times) {
        this.lines = document.split("\n", -1);
        this.mark = mark;
        this.times = times;
    }

    /**
     * What {@code fromToml} reads.
     *
     * @param times makes the times in it
     * @throws EncodeException when it is not TOML
     */
    public static Value read(Text text, TimeMaker times) throws EncodeException {
        try {
            return document(text, times);
        } catch (StackOverflowError nested) {
            throw new EncodeException("toml: the document is nested too deeply");
        }
    }

    private static Value document(Text text, TimeMaker times) throws EncodeException {
        String document = Bytes.text(text.bytes());
        TomlParseResult read = Toml.parse(document);
        if (read.hasErrors()) {
            TomlParseError error = read.errors().get(0);
            throw new EncodeException(
                    "toml: line " + error.position().line() + ": " + Bytes.of(String.valueOf(error.getMessage())));
        }
        return new TomlReader(document, new Mark(text.sources(), null), times).value(read);
    }

    private Value value(Object read) {
        if (read instanceof TomlTable table) {
            GoMap map = GoMap.empty();
            for (Map.Entry<String, Object> entry : table.entrySet()) {
                map.put(Bytes.of(entry.getKey()), value(entry.getValue()));
            }
            return Value.of(map, Sources.NONE);
        }
        if (read instanceof TomlArray array) {
            List<Value> elements = new ArrayList<>();
            array.toList().forEach(element -> elements.add(value(element)));
            return Value.of(
                    GoSlice.of(isOfTables(array) ? GoType.sliceOf(GoType.MAP) : GoType.SLICE, elements), Sources.NONE);
        }
        if (read instanceof String string) {
            return Value.of(Text.of(Bytes.of(string), mark));
        }
        return Value.of(read instanceof Long number ? GoInteger.wide(number) : scalar(read), mark.sources());
    }

    /** Whether an array was written as tables with their names in double brackets: Go has another type for it. */
    private boolean isOfTables(TomlArray array) {
        if (array.isEmpty() || !(array.get(0) instanceof TomlTable)) {
            return false;
        }
        var first = array.inputPositionOf(0);
        return lines[first.line() - 1].startsWith("[[", first.column() - 1);
    }

    private Object scalar(Object read) {
        if (read instanceof OffsetDateTime time) {
            int offset = time.getOffset().getTotalSeconds();
            return times.time(time.toEpochSecond(), time.getNano(), offset == 0 ? "UTC" : "", offset);
        }
        if (read instanceof LocalDateTime time) {
            return local(time, "datetime");
        }
        if (read instanceof LocalDate date) {
            return local(date.atStartOfDay(), "date");
        }
        return read instanceof LocalTime time ? local(NO_DATE.atTime(time), "time") : read;
    }

    /** A time without zone: Go has a zone of a name that says what it is. */
    private GoStruct local(LocalDateTime time, String what) {
        return times.time(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), what + TomlWriter.LOCAL, 0);
    }
}
