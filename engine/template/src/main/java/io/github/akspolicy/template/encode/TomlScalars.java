package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.GoNumbers;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the values of TOML that hold no others. */
final class TomlScalars {
    private static final Set<String> NOT_FINITE = Set.of("nan", "+nan", "-nan", "inf", "-inf", "+inf");

    /** Go writes the sign of what is not a number. */
    private static final double NEGATIVE_NAN = Double.longBitsToDouble(0xFFF8_0000_0000_0001L);

    private final TomlCursor cursor;
    private final Text text;
    private final TomlStrings strings;
    private final TomlTimes times;

    TomlScalars(TomlCursor cursor, Text text, TimeMaker maker) {
        this.times = new TomlTimes(maker);
        this.cursor = cursor;
        this.text = text;
        this.strings = new TomlStrings(cursor, text);
    }

    /** A string behind its quote. */
    Text string() throws EncodeException {
        return strings.string();
    }

    /** A string without escapes behind its quote. */
    Text rawString() throws EncodeException {
        return strings.rawString();
    }

    /** The value that begins with a character that has just been read. */
    Value value(int c) throws EncodeException {
        if (c == '"' || c == '\'') {
            return Value.of(strings.value(c));
        }
        if (TomlCursor.isDigit(c)) {
            return c == '0' ? afterZero() : numberOrDate();
        }
        if (c == '.') {
            throw cursor.error("floats must start with a digit, not '.'");
        }
        if (c == '-' || c == '+') {
            return signed();
        }
        if ((c == 'i' || c == 'n') && isNotFinite()) {
            return floating();
        }
        if (Character.isLetter(c)) {
            cursor.backup();
            return bool();
        }
        if (c == TomlCursor.END) {
            throw cursor.error("unexpected EOF; expected value");
        }
        String message = "expected value but found " + TomlCursor.quoted(c) + " instead";
        throw c == '\n' && cursor.isNew() ? cursor.errorBefore(message) : cursor.error(message);
    }

    private boolean isNotFinite() throws EncodeException {
        return cursor.accept('n') && cursor.accept('f') || cursor.accept('a') && cursor.accept('n');
    }

    private Value bool() throws EncodeException {
        int from = cursor.at();
        while (Character.isLetter(Math.max(cursor.next(), 0))) {
            // the word is looked at as a whole
        }
        cursor.backup();
        String word = text.bytes().substring(from, cursor.at());
        if (!word.equals("true") && !word.equals("false")) {
            throw cursor.error("expected value but found " + Quote.quote(word) + " instead");
        }
        return of(word.equals("true"));
    }

    private Value of(Object data) {
        Text written = text.part(cursor.start(), cursor.at());
        cursor.ignore();
        return Value.of(data, written.sources());
    }

    private Value signed() throws EncodeException {
        int c = cursor.next();
        if (c == 'i' || c == 'n') {
            boolean known =
                    c == 'i' ? cursor.accept('n') && cursor.accept('f') : cursor.accept('a') && cursor.accept('n');
            if (!known) {
                throw cursor.error("invalid float: '" + cursor.current() + "'");
            }
            return floating();
        }
        if (c == '0') {
            int base = cursor.peek();
            if (base == 'b' || base == 'o' || base == 'x') {
                throw cursor.error(
                        "cannot use sign with non-decimal numbers: '" + cursor.current() + (char) base + "'");
            }
        }
        if (c == '.') {
            throw cursor.error("floats must start with a digit, not '.'");
        }
        if (!TomlCursor.isDigit(c)) {
            throw cursor.error("expected a digit but got " + TomlCursor.quoted(Math.max(c, 0)));
        }
        return decimal();
    }

    private Value afterZero() throws EncodeException {
        int c = cursor.next();
        if (TomlCursor.isDigit(c)) {
            return numberOrDate();
        }
        switch (c) {
            case '_' -> {
                return decimal();
            }
            case '.', 'e', 'E' -> {
                return restOfFloat();
            }
            case 'b' -> {
                return based("01", "a binary");
            }
            case 'o' -> {
                return based("01234567", "an octal");
            }
            case 'x' -> {
                return based("0123456789abcdefABCDEF", cursor.isNew() ? "a hexadecimal" : "a hexidecimal");
            }
            default -> {
                cursor.backup();
                return integer();
            }
        }
    }

    private Value based(String digits, String name) throws EncodeException {
        int c = Math.max(cursor.peek(), 0);
        if (digits.indexOf(c) < 0) {
            throw cursor.error("not " + name + " number: '" + cursor.current() + Bytes.of(Character.toString(c)) + "'");
        }
        while (c >= 0 && (digits + "_").indexOf(c) >= 0) {
            c = cursor.next();
        }
        cursor.backup();
        return integer();
    }

    private Value numberOrDate() throws EncodeException {
        int c = digits(cursor.next());
        switch (c) {
            case '-', ':' -> {
                return date();
            }
            case '_' -> {
                return decimal();
            }
            case '.', 'e', 'E' -> {
                return restOfFloat();
            }
            default -> {
                cursor.backup();
                return integer();
            }
        }
    }

    private int digits(int first) throws EncodeException {
        int c = first;
        while (TomlCursor.isDigit(c)) {
            c = cursor.next();
        }
        return c;
    }

    private Value decimal() throws EncodeException {
        int c = cursor.next();
        while (TomlCursor.isDigit(c) || c == '_') {
            c = cursor.next();
        }
        if (c == '.' || c == 'e' || c == 'E') {
            return restOfFloat();
        }
        cursor.backup();
        return integer();
    }

    private Value restOfFloat() throws EncodeException {
        int c = cursor.next();
        while (TomlCursor.isDigit(c) || c >= 0 && "_.-+eE".indexOf(c) >= 0) {
            c = cursor.next();
        }
        cursor.backup();
        return floating();
    }

    private Value date() throws EncodeException {
        int c = cursor.next();
        while (TomlCursor.isDigit(c) || c >= 0 && "-:Tt .Zz+".indexOf(c) >= 0) {
            c = cursor.next();
        }
        cursor.backup();
        String written = cursor.current().strip();
        return of(times.read(written, cursor));
    }

    private Value integer() throws EncodeException {
        String digits = cursor.current();
        if (!underscoresSeparate(digits)) {
            throw invalid("integer", digits, "underscores must be surrounded by digits");
        }
        if (hasLeadingZero(digits)) {
            throw invalid("integer", digits, "cannot have leading zeroes");
        }
        long value = GoNumbers.signed(digits, 0)
                .orElseThrow(() -> cursor.error(cursor.line(), digits + " is out of range for int64"));
        return of(GoInteger.wide(value));
    }

    private EncodeException invalid(String kind, String written, String reason) {
        return cursor.error(cursor.line(), "Invalid " + kind + " " + Quote.quote(written) + ": " + reason);
    }

    private Value floating() throws EncodeException {
        String written = cursor.current();
        String[] parts = written.split("[.eE]+");
        boolean first = true;
        for (String part : parts) {
            if (!part.isEmpty() && !underscoresSeparate(part)) {
                throw invalid("float", written, "underscores must be surrounded by digits");
            }
        }
        for (String part : parts) {
            if (first && !part.isEmpty() && hasLeadingZero(part)) {
                throw invalid("float", written, "cannot have leading zeroes");
            }
            first &= part.isEmpty();
        }
        if (written.matches("(?s).*\\.(?:\\D.*)?")) {
            throw invalid("float", written, "'.' must be followed by one or more digits");
        }
        String plain = written.replace("_", "");
        if (plain.endsWith("nan")) {
            return of(plain.startsWith("-") ? NEGATIVE_NAN : Double.NaN);
        }
        OptionalDouble value = GoNumbers.floating(plain);
        if (value.isPresent()) {
            return of(value.getAsDouble());
        }
        throw cursor.error(
                cursor.line(),
                plain.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")
                        ? written + " is out of range for float64"
                        : "Invalid float value: " + Quote.quote(written));
    }

    private static boolean hasLeadingZero(String digits) {
        boolean plain = digits.length() > 1 && digits.charAt(0) == '0' && "box".indexOf(digits.charAt(1)) < 0;
        boolean signed = digits.length() > 2 && "-+".indexOf(digits.charAt(0)) >= 0 && digits.charAt(1) == '0';
        return plain || signed;
    }

    /** Whether a digit stands on both sides of each underscore, and at the end. */
    private static boolean underscoresSeparate(String digits) {
        if (NOT_FINITE.contains(digits)) {
            return true;
        }
        boolean afterDigit = false;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) == '_' && !afterDigit) {
                return false;
            }
            afterDigit = TomlCursor.isHex(digits.charAt(i));
        }
        return afterDigit;
    }
}
