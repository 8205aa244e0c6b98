package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Caller.Dialect;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** A place in a text of TOML, and the errors that {@code github.com/BurntSushi/toml} finds there. */
final class TomlCursor {
    static final int END = -1;

    private final String bytes;
    private final boolean isNew;
    private final Supplier<String> lastKey;
    private int start;
    private int at;
    private int line = 1;
    private boolean isAtEnd;

    /** @param lastKey the key that is being read, which errors name */
    TomlCursor(String bytes, Dialect dialect, Supplier<String> lastKey) {
        this.bytes = bytes;
        this.isNew = dialect == Dialect.HELM_4;
        this.lastKey = lastKey;
    }

    /** Whether it is version 1.6, which reads TOML 1.1. */
    boolean isNew() {
        return isNew;
    }

    int line() {
        return line;
    }

    int start() {
        return start;
    }

    int at() {
        return at;
    }

    /** What has been read since the last item. */
    String current() {
        return bytes.substring(start, at);
    }

    /** Ends an item. */
    String take() {
        String item = current();
        start = at;
        return item;
    }

    void ignore() {
        start = at;
    }

    int next() throws EncodeException {
        if (at >= bytes.length()) {
            isAtEnd = true;
            return END;
        }
        char first = bytes.charAt(at);
        if (first == '\n') {
            line++;
        }
        int rune = Bytes.runeAt(bytes, at);
        int width = Bytes.widthAt(bytes, at);
        if (rune == Bytes.INVALID && width == 1) {
            throw error(line, String.format("invalid UTF-8 byte: 0x%02x", (int) first));
        }
        boolean lonely = first == '\r' && !bytes.startsWith("\n", at + 1);
        if (lonely || isControl(rune)) {
            throw error(line, String.format("TOML files cannot contain control characters: '0x%02x'", rune));
        }
        at += width;
        return rune;
    }

    private static boolean isControl(int rune) {
        return rune < ' ' && rune != '\t' && rune != '\r' && rune != '\n' || rune == 0x7F;
    }

    /** Steps back over a character that was read. */
    void backup() {
        if (isAtEnd) {
            isAtEnd = false;
            return;
        }
        at--;
        while ((bytes.charAt(at) & 0xC0) == 0x80) {
            at--;
        }
        if (bytes.charAt(at) == '\n') {
            line--;
        }
    }

    boolean accept(int rune) throws EncodeException {
        if (next() == rune) {
            return true;
        }
        backup();
        return false;
    }

    int peek() throws EncodeException {
        int rune = next();
        backup();
        return rune;
    }

    /** Ignores characters of a kind. */
    void skip(IntPredicate kind) throws EncodeException {
        while (kind.test(next())) {
            // nothing remembers them
        }
        backup();
        ignore();
    }

    static boolean isWhitespace(int rune) {
        return rune == '\t' || rune == ' ';
    }

    static boolean isNewline(int rune) {
        return rune == '\n' || rune == '\r';
    }

    static boolean isDigit(int rune) {
        return rune >= '0' && rune <= '9';
    }

    static boolean isHex(int rune) {
        return isDigit(rune) || rune >= 'a' && rune <= 'f' || rune >= 'A' && rune <= 'F';
    }

    /** A character as errors show it. */
    static String quoted(int rune) {
        return Quote.quoteRune(rune);
    }

    /** An error where the cursor is; version 1.4 takes the end of the text for a line of its own. */
    EncodeException error(String message) {
        boolean before = isAtEnd && (!isNew || at > 0 && bytes.charAt(at - 1) == '\n');
        return error(before ? line - 1 : line, message);
    }

    /** An error of the line that has just ended. */
    EncodeException errorBefore(String message) {
        return error(line - 1, message);
    }

    /** An error of the character that has just been read. */
    EncodeException errorHere(String message) {
        return isAtEnd ? errorBefore(message) : error(line, message);
    }

    EncodeException error(int atLine, String message) {
        String key = lastKey.get();
        String where = key.isEmpty() ? "" : " (last key " + Quote.quote(key) + ")";
        return new EncodeException("toml: line " + atLine + where + ": " + message);
    }
}
