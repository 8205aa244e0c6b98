package io.github.akspolicy.template.print;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** Go's {@code Sprintf}: mistakes of a format are marked in the text and are not errors. */
public final class Format {
    private static final int TOO_LARGE = 1_000_000;

    private final Text format;
    private final String bytes;
    private final List<Value> arguments;
    private final Text.Builder out = new Text.Builder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean goodIndex;

    private Format(Text format, List<Value> arguments) {
        this.format = format;
        this.bytes = format.bytes();
        this.arguments = arguments;
    }

    /** The text of a format with its arguments; pieces keep the origin of what they print. */
    public static Text sprintf(Text format, List<Value> arguments) {
        return new Format(format, arguments).all();
    }

    private Text all() {
        while (at < bytes.length()) {
            int percent = bytes.indexOf('%', at);
            int end = percent < 0 ? bytes.length() : percent;
            out.append(format, at, end);
            at = end;
            if (at < bytes.length()) {
                at++;
                directive();
            }
        }
        if (!reordered && next < arguments.size()) {
            extra();
        }
        return out.build();
    }

    private void extra() {
        write("%!(EXTRA ");
        for (int i = next; i < arguments.size(); i++) {
            if (i > next) {
                write(", ");
            }
            Value argument = arguments.get(i);
            if (argument.isNil()) {
                write("<nil>");
            } else {
                write(argument.type() + "=");
                out.append(Printer.plain(argument));
            }
        }
        write(")");
    }

    private void write(String more) {
        out.append(more, format.markAt(Math.max(at - 1, 0)));
    }

    private void directive() {
        goodIndex = true;
        Flags flags = new Flags();
        readFlags(flags);
        boolean afterIndex = argumentIndex();
        if (at < bytes.length() && bytes.charAt(at) == '*') {
            at++;
            flags.width = star();
            if (flags.width == Integer.MIN_VALUE) {
                write("%!(BADWIDTH)");
                flags.width = -1;
            } else if (flags.width < 0) {
                flags.width = -flags.width;
                flags.minus = true;
                flags.zero = false;
            }
            afterIndex = false;
        } else {
            int width = number();
            if (width >= 0 && afterIndex) {
                goodIndex = false;
            }
            flags.width = width;
        }
        if (at + 1 <= bytes.length() && at < bytes.length() && bytes.charAt(at) == '.') {
            at++;
            if (afterIndex) {
                goodIndex = false;
            }
            afterIndex = argumentIndex();
            if (at < bytes.length() && bytes.charAt(at) == '*') {
                at++;
                int precision = star();
                if (precision == Integer.MIN_VALUE) {
                    write("%!(BADPREC)");
                }
                flags.precision = precision < 0 ? -1 : precision;
                afterIndex = false;
            } else {
                int precision = number();
                flags.precision = Math.max(precision, 0);
            }
        }
        if (!afterIndex) {
            argumentIndex();
        }
        verb(flags);
    }

    private void verb(Flags flags) {
        if (at >= bytes.length()) {
            write("%!(NOVERB)");
            return;
        }
        int verb = Bytes.runeAt(bytes, at);
        at += Bytes.widthAt(bytes, at);
        String shown = Bytes.of(Character.toString(verb));
        if (verb == '%') {
            write("%");
        } else if (!goodIndex) {
            write("%!" + shown + "(BADINDEX)");
        } else if (next >= arguments.size()) {
            write("%!" + shown + "(MISSING)");
        } else {
            print(flags, verb);
        }
    }

    private void print(Flags flags, int verb) {
        if (verb == 'v') {
            flags.sharpV = flags.sharp;
            flags.sharp = false;
            // %+v says something of the value's parts, not of a sign
            flags.plus = false;
        }
        Value argument = arguments.get(next++);
        boolean plain = flags.width < 0 && flags.precision < 0 && !flags.sharpV && (verb == 's' || verb == 'v');
        if (plain && argument.data() instanceof Text text) {
            out.append(text);
        } else {
            Sources sources = Printer.deepSources(argument);
            out.append(Printer.verb(argument, verb, flags), new Mark(sources, null));
        }
    }

    private void readFlags(Flags flags) {
        for (; at < bytes.length(); at++) {
            switch (bytes.charAt(at)) {
                case '#' -> flags.sharp = true;
                case '0' -> flags.zero = true;
                case '+' -> flags.plus = true;
                case '-' -> flags.minus = true;
                case ' ' -> flags.space = true;
                default -> {
                    return;
                }
            }
        }
    }

    private int number() {
        int from = at;
        int value = 0;
        while (at < bytes.length() && bytes.charAt(at) >= '0' && bytes.charAt(at) <= '9') {
            value = Math.min(value * 10 + bytes.charAt(at) - '0', TOO_LARGE + 1);
            at++;
        }
        return at == from || value > TOO_LARGE ? -1 : value;
    }

    /** A width or precision from the arguments; the smallest int where it is not one. */
    private int star() {
        if (next < arguments.size()) {
            Object data = arguments.get(next++).data();
            if (data instanceof GoInteger integer && Math.abs(integer.value()) <= TOO_LARGE) {
                return (int) integer.value();
            }
        }
        return Integer.MIN_VALUE;
    }

    /** {@code [3]}: the argument that is taken next. Returns whether there was one. */
    private boolean argumentIndex() {
        if (at >= bytes.length() || bytes.charAt(at) != '[') {
            return false;
        }
        reordered = true;
        int close = bytes.indexOf(']', at);
        if (close < 0) {
            goodIndex = false;
            at++;
            return false;
        }
        String digits = bytes.substring(at + 1, close);
        at = close + 1;
        int index = digits.matches("\\d{1,7}") ? Integer.parseInt(digits) - 1 : -1;
        if (index < 0 || index >= arguments.size()) {
            goodIndex = false;
            return true;
        }
        next = index;
        return true;
    }
}
