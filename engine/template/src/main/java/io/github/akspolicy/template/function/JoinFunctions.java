package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.INT;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sprig's functions that make texts from other values, put them together and split them. */
final class JoinFunctions {
    private static final Text SPACE = Text.of(" ");

    private JoinFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("toString", List.of(ANY), in -> Value.of(string(in.get(0))))
                .add("toStrings", List.of(ANY), in -> strings(in.get(0)))
                .variadic("quote", List.of(), ANY, in -> spaced(in, JoinFunctions::quoted))
                .variadic(
                        "squote",
                        List.of(),
                        ANY,
                        in -> spaced(in, value -> Pieces.enclosed("'", Printer.plain(value), "'")))
                .variadic("cat", List.of(), ANY, in -> spaced(in, Printer::plain))
                .add("join", List.of(STRING, ANY), JoinFunctions::join)
                .add("sortAlpha", List.of(ANY), in -> sorted(in.get(0)))
                .add(
                        "split",
                        List.of(STRING, STRING),
                        in -> numbered(in.get(0).sources(), split(in.text(1), in.bytes(0), -1)))
                .add(
                        "splitn",
                        List.of(STRING, INT, STRING),
                        in -> numbered(
                                in.get(0).sources().and(in.get(1).sources()),
                                split(in.text(2), in.bytes(0), in.integer(1))))
                .add("splitList", List.of(STRING, STRING), JoinFunctions::splitList);
    }

    /** What Sprig takes as the text of a value: bytes are one, all else is printed. */
    static Text string(Value value) {
        if (value.data() instanceof GoSlice slice && slice.type() == GoType.BYTES) {
            return slice.asText();
        }
        return Printer.plain(value);
    }

    /** The texts of the elements of a list without those that are nil; of another value, its own text. */
    static Value strings(Value value) {
        if (!(value.data() instanceof GoSlice slice)) {
            List<Text> single = value.isNil() ? List.of() : List.of(string(value));
            return Value.of(GoSlice.ofTexts(single), value.sources());
        }
        if (slice.type() == GoType.STRINGS) {
            return value;
        }
        List<Value> texts = new ArrayList<>();
        Sources dropped = value.sources();
        for (Value each : slice.elements()) {
            if (each.isNil()) {
                dropped = dropped.and(each.sources());
            } else {
                texts.add(Value.of(string(each)));
            }
        }
        return Value.of(GoSlice.of(GoType.STRINGS, texts), dropped);
    }

    /** How one value is written in a row of them. */
    private interface Writer {
        Text of(Value value);
    }

    /** Values with spaces between them; those that are nil are left out. */
    private static Value spaced(Arguments in, Writer writer) {
        List<Text> texts = new ArrayList<>();
        Sources dropped = Sources.NONE;
        for (Value each : in.all()) {
            if (each.isNil()) {
                dropped = dropped.and(each.sources());
            } else {
                texts.add(writer.of(each));
            }
        }
        return Value.of(Pieces.joined(texts, SPACE), dropped);
    }

    private static Text quoted(Value value) {
        Text inner = Pieces.mapped(string(value), piece -> {
            String quoted = Quote.quote(piece);
            return quoted.substring(1, quoted.length() - 1);
        });
        return Pieces.enclosed("\"", inner, "\"");
    }

    private static Value join(Arguments in) {
        Value strings = strings(in.get(1));
        return Value.of(Pieces.joined(texts(strings), in.text(0)), strings.sources());
    }

    /** The elements of a list of texts. */
    private static List<Text> texts(Value strings) {
        List<Text> texts = new ArrayList<>();
        if (strings.data() instanceof GoSlice slice) {
            for (Value each : slice.elements()) {
                texts.add(string(each));
            }
        }
        return texts;
    }

    private static Value sorted(Value value) {
        if (!(value.data() instanceof GoSlice)) {
            return Value.of(GoSlice.ofTexts(List.of(string(value))), value.sources());
        }
        Value strings = strings(value);
        if (strings.data() instanceof GoSlice slice && slice.isNil()) {
            return strings;
        }
        List<Text> sorted = texts(strings);
        sorted.sort(Comparator.comparing(Text::bytes));
        return Value.of(GoSlice.ofTexts(sorted), strings.sources());
    }

    private static Value splitList(Arguments in) {
        List<Text> parts = split(in.text(1), in.bytes(0), -1);
        return Value.of(GoSlice.ofTexts(parts), in.get(0).sources());
    }

    private static Value numbered(Sources sources, List<Text> parts) {
        GoMap map = GoMap.of(GoType.STRING_MAP);
        for (int i = 0; i < parts.size(); i++) {
            map.put("_" + i, Value.of(parts.get(i)));
        }
        return Value.of(map, sources);
    }

    /** The parts of a text between separators, at most so many; without a separator, its characters. */
    static List<Text> split(Text text, String separator, long limit) {
        List<Text> parts = new ArrayList<>();
        String bytes = text.bytes();
        if (limit == 0) {
            return parts;
        }
        int from = 0;
        if (separator.isEmpty()) {
            while (from < bytes.length()) {
                boolean last = limit > 0 && parts.size() == limit - 1;
                int to = last ? bytes.length() : from + Bytes.widthAt(bytes, from);
                parts.add(text.part(from, to));
                from = to;
            }
            return parts;
        }
        int end = bytes.indexOf(separator);
        while (end >= 0 && (limit < 0 || parts.size() < limit - 1)) {
            parts.add(Pieces.cut(text, from, end));
            from = end + separator.length();
            end = bytes.indexOf(separator, from);
        }
        parts.add(Pieces.cut(text, from, bytes.length()));
        return parts;
    }
}
