package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads documents as {@code github.com/BurntSushi/toml} does: version 1.4 in Helm 3, 1.6 in Helm 4. */
final class TomlReader {
    private static final int SNIFFED = 6;
    private static final GoType TABLES = GoType.sliceOf(GoType.MAP);

    private final TomlTables tables;
    private final TomlCursor cursor;
    private final TomlScalars scalars;

    /** The line of the first part of the key that is being read. */
    private int keyLine = 1;

    private TomlReader(Text text, Dialect dialect, TimeMaker times) {
        this.tables = new TomlTables(dialect == Dialect.HELM_4);
        this.cursor = new TomlCursor(text.bytes(), dialect, tables::lastKey);
        this.scalars = new TomlScalars(cursor, text, times);
    }

    static Value read(Text text, Dialect dialect, TimeMaker times) throws EncodeException {
        Text document = withoutMark(text);
        var reader = new TomlReader(document, dialect, times);
        String start = document.bytes().substring(0, Math.min(SNIFFED, document.length()));
        if (start.indexOf('\0') >= 0) {
            throw reader.cursor.error(
                    1, "files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8");
        }
        reader.document();
        return value(reader.tables.root());
    }

    private static Text withoutMark(Text text) {
        String bytes = text.bytes();
        int mark = bytes.startsWith("\u00FF\u00FE") || bytes.startsWith("\u00FE\u00FF")
                ? 2
                : bytes.startsWith(Bytes.of("\uFEFF")) ? Bytes.of("\uFEFF").length() : 0;
        return text.part(mark, bytes.length());
    }

    private static Value value(Object read) {
        if (read instanceof Value value) {
            return value;
        }
        if (read instanceof Map<?, ?> entries) {
            GoMap map = GoMap.empty();
            entries.forEach((key, value) -> map.put((String) key, value(value)));
            return Value.of(map, Sources.NONE);
        }
        List<Value> elements = ((List<?>) read).stream().map(TomlReader::value).toList();
        GoType type = read instanceof TomlTables.Tables ? TABLES : GoType.SLICE;
        return Value.of(GoSlice.of(type, elements), Sources.NONE);
    }

    private void document() throws EncodeException {
        while (true) {
            int c = cursor.next();
            if (TomlCursor.isWhitespace(c) || TomlCursor.isNewline(c)) {
                cursor.ignore();
            } else if (c == '#') {
                comment();
            } else if (c == TomlCursor.END) {
                return;
            } else {
                item(c);
                if (!endOfItem()) {
                    return;
                }
            }
        }
    }

    private void item(int first) throws EncodeException {
        try {
            if (first == '[') {
                table();
            } else {
                cursor.backup();
                List<String> outer = tables.context();
                keyValue();
                tables.restore(outer, "");
            }
        } catch (TomlTables.Conflict conflict) {
            throw cursor.error(keyLine, String.valueOf(conflict.getMessage()));
        }
    }

    /** Reads what may follow an item in its line; false at the end of the text. */
    private boolean endOfItem() throws EncodeException {
        while (true) {
            int c = cursor.next();
            if (c == '#') {
                comment();
                return true;
            }
            if (c == TomlCursor.END || TomlCursor.isNewline(c)) {
                cursor.ignore();
                return c != TomlCursor.END;
            }
            if (!TomlCursor.isWhitespace(c)) {
                throw cursor.error("expected a top-level item to end with a newline, comment, or EOF, but got "
                        + TomlCursor.quoted(c) + " instead");
            }
        }
    }

    private void comment() throws EncodeException {
        int c = cursor.next();
        while (c != TomlCursor.END && !TomlCursor.isNewline(c)) {
            c = cursor.next();
        }
        cursor.backup();
        cursor.ignore();
    }

    private void table() throws EncodeException, TomlTables.Conflict {
        boolean isArray = cursor.peek() == '[';
        if (isArray) {
            cursor.next();
        }
        cursor.ignore();
        var name = new ArrayList<String>();
        int c;
        do {
            cursor.skip(TomlCursor::isWhitespace);
            c = cursor.peek();
            if (c == ']' || c == TomlCursor.END) {
                throw cursor.error("unexpected end of table name (table names cannot be empty)");
            }
            if (c == '.') {
                throw cursor.error("unexpected table separator (table names cannot be empty)");
            }
            part(name);
            cursor.skip(TomlCursor::isWhitespace);
            c = cursor.next();
            if (c != '.' && c != ']') {
                throw cursor.error(
                        "expected '.' or ']' to end table name, but got " + TomlCursor.quoted(shown(c)) + " instead");
            }
            cursor.ignore();
        } while (c == '.');
        if (isArray) {
            c = cursor.next();
            if (c != ']') {
                throw cursor.error("expected end of table array name delimiter ']', but got "
                        + TomlCursor.quoted(shown(c)) + " instead");
            }
            cursor.ignore();
        }
        tables.open(name, isArray);
        tables.isOther();
    }

    /** The end of the text is the character 0 to Go. */
    private static int shown(int c) {
        return c == TomlCursor.END ? 0 : c;
    }

    /** Reads one part of a key. */
    private void part(List<String> name) throws EncodeException {
        int c = cursor.peek();
        if (c == '"' || c == '\'') {
            cursor.ignore();
            cursor.next();
            cursor.ignore();
            Text text = c == '"' ? scalars.string() : scalars.rawString();
            keyLine = name.isEmpty() ? cursor.line() : keyLine;
            name.add(text.bytes());
            return;
        }
        while (TomlKeys.isBare(cursor.next())) {
            // it is taken as a whole
        }
        cursor.backup();
        keyLine = name.isEmpty() ? cursor.line() : keyLine;
        name.add(cursor.take());
    }

    private void keyValue() throws EncodeException, TomlTables.Conflict {
        List<String> parts = key();
        tables.enter(parts);
        set(tables.key(), value(false));
    }

    private void set(String key, Object value) throws TomlTables.Conflict {
        tables.set(key, value);
        if (!(value instanceof List<?>)) {
            tables.isOther();
        }
    }

    private List<String> key() throws EncodeException {
        cursor.skip(TomlCursor::isWhitespace);
        int c = cursor.peek();
        if (c == '=' || c == TomlCursor.END) {
            throw cursor.error("unexpected '=': key name appears blank");
        }
        if (c == '.') {
            throw cursor.error("unexpected '.': keys cannot start with a '.'");
        }
        var parts = new ArrayList<String>();
        while (true) {
            cursor.skip(TomlCursor::isWhitespace);
            c = cursor.peek();
            if (c == '=' || c == TomlCursor.END) {
                throw cursor.error("unexpected '='");
            }
            if (c == '.') {
                throw cursor.error("unexpected '.'");
            }
            part(parts);
            cursor.skip(TomlCursor::isWhitespace);
            c = cursor.next();
            if (c == '=') {
                cursor.ignore();
                return parts;
            }
            if (c != '.') {
                throw afterKey(c);
            }
            cursor.ignore();
        }
    }

    private EncodeException afterKey(int c) {
        if (c == TomlCursor.END) {
            return cursor.error("unexpected EOF; expected key separator '='");
        }
        String message = "expected '.' or '=', but got " + TomlCursor.quoted(c) + " instead";
        return c == '\n' && cursor.isNew() ? cursor.errorBefore(message) : cursor.error(message);
    }

    private Object value(boolean isInArray) throws EncodeException, TomlTables.Conflict {
        cursor.skip(TomlCursor::isWhitespace);
        int c = cursor.next();
        if (c == '[') {
            cursor.ignore();
            return array();
        }
        if (c == '{') {
            cursor.ignore();
            return inlineTable(isInArray);
        }
        return scalars.value(c);
    }

    private List<Object> array() throws EncodeException, TomlTables.Conflict {
        tables.isArray();
        var elements = new ArrayList<Object>();
        boolean expectsValue = true;
        while (true) {
            int c = cursor.next();
            if (TomlCursor.isWhitespace(c) || TomlCursor.isNewline(c)) {
                cursor.ignore();
            } else if (c == '#') {
                comment();
            } else if (c == ']') {
                cursor.ignore();
                return elements;
            } else if (c == ',') {
                if (expectsValue) {
                    throw cursor.error("unexpected comma");
                }
                cursor.ignore();
                expectsValue = true;
            } else if (expectsValue) {
                cursor.backup();
                elements.add(value(true));
                expectsValue = false;
            } else {
                throw cursor.error("expected a comma (',') or array terminator (']'), but got " + orEnd(c));
            }
        }
    }

    private static String orEnd(int c) {
        return c == TomlCursor.END ? "end of file" : "'" + Bytes.of(Character.toString(c)) + "'";
    }

    private Map<String, Object> inlineTable(boolean isInArray) throws EncodeException, TomlTables.Conflict {
        List<String> outer = tables.context();
        String outerKey = tables.key();
        tables.enterInline(isInArray);
        List<String> inner = tables.context();
        var table = new LinkedHashMap<String, Object>();
        boolean expectsKey = true;
        while (true) {
            int c = cursor.next();
            if (TomlCursor.isWhitespace(c) || TomlCursor.isNewline(c) && cursor.isNew()) {
                cursor.ignore();
            } else if (TomlCursor.isNewline(c)) {
                throw cursor.errorBefore("newlines not allowed within inline tables");
            } else if (c == '#') {
                comment();
            } else if (c == '}') {
                cursor.ignore();
                tables.restore(outer, outerKey);
                return table;
            } else if (c == ',') {
                comma(expectsKey);
                expectsKey = cursor.peek() != '}';
            } else if (expectsKey) {
                cursor.backup();
                entry(table, inner);
                expectsKey = false;
            } else {
                throw cursor.error(
                        "expected a comma or an inline table terminator '}', but got " + orEnd(c) + " instead");
            }
        }
    }

    private void comma(boolean expectsKey) throws EncodeException {
        if (expectsKey) {
            throw cursor.error("unexpected comma");
        }
        cursor.ignore();
        cursor.skip(TomlCursor::isWhitespace);
        if (cursor.peek() == '}' && !cursor.isNew()) {
            throw cursor.error("trailing comma not allowed in inline tables");
        }
    }

    @SuppressWarnings("unchecked") // only such maps are put into tables
    private void entry(Map<String, Object> table, List<String> inner) throws EncodeException, TomlTables.Conflict {
        List<String> parts = key();
        tables.enter(parts);
        Object value = value(false);
        set(tables.key(), value);
        Map<String, Object> at = table;
        for (String part : parts.subList(0, parts.size() - 1)) {
            Object next = at.computeIfAbsent(part, name -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map<?, ?>)) {
                throw cursor.error(keyLine, "[" + String.join(" ", tables.context()) + "] is not a table");
            }
            at = (Map<String, Object>) next;
        }
        at.put(parts.get(parts.size() - 1), value);
        tables.restore(inner, tables.key());
    }
}
