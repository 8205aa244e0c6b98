package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.INT;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/** Sprig's functions that cut, pad and search texts. */
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("hello", List.of(), in -> Value.of("Hello!"))
                .add("trunc", List.of(INT, STRING), TextFunctions::trunc)
                .add("substr", List.of(INT, INT, STRING), TextFunctions::substring)
                .add("abbrev", List.of(INT, STRING), TextFunctions::abbrev)
                .add("abbrevboth", List.of(INT, INT, STRING), TextFunctions::abbrevBoth)
                .add("trim", List.of(STRING), in -> Value.of(trim(in.text(0), GoText::isSpace)))
                .add("trimAll", List.of(STRING, STRING), TextFunctions::trimAll)
                .alias("trimall", "trimAll")
                .add("trimPrefix", List.of(STRING, STRING), TextFunctions::trimPrefix)
                .add("trimSuffix", List.of(STRING, STRING), TextFunctions::trimSuffix)
                .add("repeat", List.of(INT, STRING), TextFunctions::repeat)
                .add("replace", List.of(STRING, STRING, STRING), TextFunctions::replace)
                .add("indent", List.of(INT, STRING), in -> Value.of(indented(in), of(in, 0)))
                .add("nindent", List.of(INT, STRING), TextFunctions::indentBelow)
                .add("contains", List.of(STRING, STRING), test((part, text) -> text.contains(part)))
                .add("hasPrefix", List.of(STRING, STRING), test((part, text) -> text.startsWith(part)))
                .add("hasSuffix", List.of(STRING, STRING), test((part, text) -> text.endsWith(part)))
                .add(
                        "plural",
                        List.of(STRING, STRING, INT),
                        in -> in.get(in.integer(2) == 1 ? 0 : 1).and(of(in, 2)));
    }

    private static Sources of(Arguments in, int index) {
        return in.get(index).sources();
    }

    private static Function.Body test(BiPredicate<String, String> predicate) {
        return in -> Value.of(predicate.test(in.bytes(0), in.bytes(1)), in.sources());
    }

    private static Value trunc(Arguments in) {
        long count = in.integer(0);
        Text text = in.text(1);
        int length = text.length();
        if (count < 0 && length + count > 0) {
            text = text.part((int) (length + count), length);
        } else if (count >= 0 && length > count) {
            text = Pieces.cut(text, 0, (int) count);
        }
        return Value.of(text, of(in, 0));
    }

    private static Value substring(Arguments in) throws FunctionException {
        long start = in.integer(0);
        long end = in.integer(1);
        Text text = in.text(2);
        int length = text.length();
        if (start < 0) {
            if (end < 0) {
                throw bounds("[:" + end + "]");
            }
            if (end > length) {
                throw bounds("[:" + end + "] with length " + length);
            }
            start = 0;
        } else if (end < 0 || end > length) {
            end = length;
        }
        if (start > end) {
            throw bounds("[" + start + ":" + end + "]");
        }
        return Value.of(Pieces.cut(text, (int) start, (int) end), of(in, 0).and(of(in, 1)));
    }

    private static FunctionException bounds(String range) {
        return new FunctionException("runtime error: slice bounds out of range " + range);
    }

    private static Value abbrev(Arguments in) {
        long width = in.integer(0);
        Text text = in.text(1);
        return Value.of(width < 4 ? text : abbreviated(text, 0, width), of(in, 0));
    }

    private static Value abbrevBoth(Arguments in) {
        long left = in.integer(0);
        long right = in.integer(1);
        Text text = in.text(2);
        boolean unchanged = right < 4 || left > 0 && right < 7;
        return Value.of(
                unchanged ? text : abbreviated(text, left, right), of(in, 0).and(of(in, 1)));
    }

    /** A text with an ellipsis for what does not fit; with an offset that is large enough, also at its start. */
    private static Text abbreviated(Text text, long offset, long width) {
        int length = text.length();
        if (length <= width) {
            return text;
        }
        int size = (int) width;
        int from = (int) Math.min(offset, length);
        if (length - from < size - 3) {
            from = length - (size - 3);
        }
        Mark mark = text.whole();
        if (from <= 4) {
            return new Text.Builder()
                    .append(text, 0, size - 3)
                    .append("...", mark)
                    .build();
        }
        if (size < 7) {
            return text.as("");
        }
        var out = new Text.Builder().append("...", mark);
        if (from + size - 3 < length) {
            Text tail = text.part(from, length);
            // the tail must itself be at least 4 wide, or Go's library gives nothing
            return size - 3 < 4
                    ? out.build()
                    : out.append(abbreviated(tail, 0, size - 3)).build();
        }
        return out.append(text, length - (size - 3), length).build();
    }

    /** Cuts characters off both ends. */
    private static Text trim(Text text, IntPredicate cut) {
        String bytes = text.bytes();
        int from = 0;
        while (from < bytes.length() && cut.test(Bytes.runeAt(bytes, from))) {
            from += Bytes.widthAt(bytes, from);
        }
        int to = from;
        for (int at = from; at < bytes.length(); ) {
            int next = at + Bytes.widthAt(bytes, at);
            to = cut.test(Bytes.runeAt(bytes, at)) ? to : next;
            at = next;
        }
        return Pieces.cut(text, from, to);
    }

    private static Value trimAll(Arguments in) {
        String set = in.bytes(0);
        IntPredicate cut = rune -> {
            for (int at = 0; at < set.length(); at += Bytes.widthAt(set, at)) {
                if (Bytes.runeAt(set, at) == rune) {
                    return true;
                }
            }
            return false;
        };
        return Value.of(trim(in.text(1), cut), of(in, 0));
    }

    private static Value trimPrefix(Arguments in) {
        Text text = in.text(1);
        int from = text.bytes().startsWith(in.bytes(0)) ? in.text(0).length() : 0;
        return Value.of(Pieces.cut(text, from, text.length()), of(in, 0));
    }

    private static Value trimSuffix(Arguments in) {
        Text text = in.text(1);
        int cut = text.bytes().endsWith(in.bytes(0)) ? in.text(0).length() : 0;
        return Value.of(Pieces.cut(text, 0, text.length() - cut), of(in, 0));
    }

    private static Value repeat(Arguments in) throws FunctionException {
        long count = in.integer(0);
        Text text = in.text(1);
        if (count < 0) {
            throw new FunctionException("strings: negative Repeat count");
        }
        if (text.length() > 0 && count > Long.MAX_VALUE / text.length()) {
            throw new FunctionException("strings: Repeat output length overflow");
        }
        in.caller().reserve(count * text.length());
        var out = new Text.Builder();
        for (long i = 0; i < count && text.length() > 0; i++) {
            out.append(text);
        }
        return Value.of(out.length() == 0 ? text.as("") : out.build(), of(in, 0));
    }

    private static Value replace(Arguments in) {
        Text text = in.text(2);
        in.caller().reserve((long) (text.length() + 1) * (in.text(1).length() + 1L));
        return Value.of(
                Pieces.replaced(text, in.bytes(0), in.text(1)), of(in, 0).and(unseen(in.text(1))));
    }

    /** What only a text without bytes knows, so that no piece of a result can keep it. */
    static Sources unseen(Text text) {
        return text.length() == 0 ? text.sources() : Sources.NONE;
    }

    private static Value indentBelow(Arguments in) throws FunctionException {
        Text inner = indented(in);
        Mark first = in.text(1).markAt(0);
        return Value.of(new Text.Builder().append("\n", first).append(inner).build(), of(in, 0));
    }

    /** Spaces before each line; they come from where the line does. */
    private static Text indented(Arguments in) throws FunctionException {
        long spaces = in.integer(0);
        Text text = in.text(1);
        if (spaces < 0) {
            throw new FunctionException("strings: negative Repeat count");
        }
        String bytes = text.bytes();
        long lines = bytes.chars().filter(c -> c == '\n').count() + 1;
        in.caller().reserve(spaces > Integer.MAX_VALUE ? spaces : spaces * lines + bytes.length());
        String pad = " ".repeat((int) spaces);
        var out = new Text.Builder();
        int from = 0;
        for (int newline = bytes.indexOf('\n'); newline >= 0; newline = bytes.indexOf('\n', from)) {
            out.append(pad, text.markAt(from)).append(text, from, newline + 1);
            from = newline + 1;
        }
        return out.append(pad, text.markAt(from))
                .append(text, from, bytes.length())
                .build();
    }
}
