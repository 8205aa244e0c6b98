package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;

/** Reads the four kinds of strings of TOML. */
final class TomlStrings {
    private static final String ESCAPES = "btnfr\"\\";
    private static final String ESCAPED = "\b\t\n\f\r\"\\";

    private final TomlCursor cursor;
    private final Text text;

    TomlStrings(TomlCursor cursor, Text text) {
        this.cursor = cursor;
        this.text = text;
    }

    /** A string whose first quote has just been read. */
    Text value(int quote) throws EncodeException {
        if (cursor.accept(quote)) {
            if (cursor.accept(quote)) {
                cursor.ignore();
                return quote == '"' ? multiline() : rawMultiline();
            }
            cursor.backup();
        }
        cursor.ignore();
        return quote == '"' ? string() : rawString();
    }

    Text string() throws EncodeException {
        boolean escapes = false;
        for (int c = cursor.next(); c != '"'; c = cursor.next()) {
            requireLine(c, '"');
            if (c == '\\') {
                escapes = true;
                escape();
            }
        }
        cursor.backup();
        Text inner = take();
        Text string = escapes ? unescaped(inner) : inner;
        cursor.next();
        cursor.ignore();
        return string;
    }

    Text rawString() throws EncodeException {
        for (int c = cursor.next(); c != '\''; c = cursor.next()) {
            requireLine(c, '\'');
        }
        cursor.backup();
        Text string = take();
        cursor.next();
        cursor.ignore();
        return string;
    }

    private Text take() {
        Text inner = text.part(cursor.start(), cursor.at());
        cursor.ignore();
        return inner;
    }

    private void requireLine(int c, char quote) throws EncodeException {
        if (c == TomlCursor.END) {
            throw cursor.error("unexpected EOF; expected " + (quote == '"' ? "'\"'" : "\"'\""));
        }
        if (TomlCursor.isNewline(c)) {
            throw cursor.errorBefore("strings cannot contain newlines");
        }
    }

    private Text multiline() throws EncodeException {
        while (true) {
            int c = cursor.next();
            if (c == TomlCursor.END) {
                throw cursor.error("unexpected EOF; expected '\"\"\"'");
            }
            if (c == '\\') {
                if (!TomlCursor.isNewline(cursor.next())) {
                    cursor.backup();
                    escape();
                }
            } else if (c == '"' && isEnd('"')) {
                return end(unescaped(withoutEscapedNewlines(withoutFirstNewline(take()))));
            }
        }
    }

    private Text rawMultiline() throws EncodeException {
        while (true) {
            int c = cursor.next();
            if (c == TomlCursor.END) {
                throw cursor.error("unexpected EOF; expected \"'''\"");
            }
            if (c == '\'' && isEnd('\'')) {
                return end(withoutFirstNewline(take()));
            }
        }
    }

    private Text end(Text string) throws EncodeException {
        cursor.next();
        cursor.next();
        cursor.next();
        cursor.ignore();
        return string;
    }

    /** Whether the last three of a row of quotes begin with the one that has just been read; goes back before them. */
    private boolean isEnd(char quote) throws EncodeException {
        if (!cursor.accept(quote)) {
            return false;
        }
        if (!cursor.accept(quote)) {
            cursor.backup();
            return false;
        }
        if (cursor.peek() == quote) {
            String five = String.valueOf(quote).repeat(5);
            String read = cursor.current();
            if (read.endsWith(five) && !(quote == '"' && read.endsWith("\\" + five))) {
                String six = five + quote;
                throw cursor.error("unexpected " + (quote == '"' ? "'" + six + "'" : '"' + six + '"'));
            }
            cursor.backup();
            cursor.backup();
            return false;
        }
        cursor.backup();
        cursor.backup();
        cursor.backup();
        return true;
    }

    private void escape() throws EncodeException {
        int c = cursor.next();
        boolean known = c >= 0 && (ESCAPES + " \t").indexOf(c) >= 0 || c == 'e' && cursor.isNew();
        if (known) {
            return;
        }
        switch (c) {
            case 'u' -> hex(4, "four", 'u');
            case 'U' -> hex(8, "eight", 'U');
            default -> {
                if (c != 'x' || !cursor.isNew()) {
                    throw cursor.errorHere(
                            "invalid escape in string '\\" + Bytes.of(Character.toString(Math.max(c, 0))) + "'");
                }
                hex(2, "two", 'x');
            }
        }
    }

    private void hex(int digits, String number, char letter) throws EncodeException {
        for (int i = 0; i < digits; i++) {
            if (!TomlCursor.isHex(cursor.next())) {
                throw cursor.error("expected " + number + " hexadecimal digits after '\\" + letter + "', but got "
                        + Quote.quote(cursor.current()) + " instead");
            }
        }
    }

    private static Text withoutFirstNewline(Text text) {
        String bytes = text.bytes();
        int from = bytes.startsWith("\n") ? 1 : bytes.startsWith("\r\n") ? 2 : 0;
        return text.part(from, bytes.length());
    }

    /** Takes the white space away that begins with an escaped line break. */
    private static Text withoutEscapedNewlines(Text text) {
        String bytes = text.bytes();
        var out = new Text.Builder();
        int done = 0;
        int at = bytes.indexOf('\\');
        while (at >= 0) {
            int end = at + 1;
            while (end < bytes.length() && " \t\r\n".indexOf(bytes.charAt(end)) >= 0) {
                end++;
            }
            boolean escapesBreak = bytes.substring(at, end).indexOf('\n') >= 0;
            if (escapesBreak) {
                out.append(text, done, at);
                done = end;
            }
            boolean escapesItself = bytes.startsWith("\\\\", at);
            at = bytes.indexOf('\\', escapesBreak ? end : escapesItself ? at + 2 : at + 1);
        }
        return done == 0 ? text : out.append(text, done, bytes.length()).build();
    }

    private Text unescaped(Text inner) throws EncodeException {
        String bytes = inner.bytes();
        var marks = new Marks(inner);
        var out = new Output();
        for (int at = 0; at < bytes.length(); ) {
            Mark mark = marks.at(at);
            if (bytes.charAt(at) != '\\') {
                out.put(bytes.charAt(at++), mark);
                continue;
            }
            char letter = bytes.charAt(at + 1);
            int named = ESCAPES.indexOf(letter);
            int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
            if (letter == ' ' || letter == '\t') {
                throw cursor.error(cursor.line(), "invalid escape: '\\" + letter + "'");
            }
            out.put(
                    named >= 0
                            ? String.valueOf(ESCAPED.charAt(named))
                            : digits == 0 ? "\u001B" : coded(bytes.substring(at + 2, at + 2 + digits)),
                    mark);
            at += 2 + digits;
        }
        return out.build();
    }

    private String coded(String digits) throws EncodeException {
        long code = Long.parseLong(digits, 16);
        boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        if (surrogate || code > Character.MAX_CODE_POINT) {
            throw cursor.error(cursor.line(), "Escaped character '\\u" + digits + "' is not valid UTF-8.");
        }
        return Bytes.of(Character.toString((int) code));
    }
}
