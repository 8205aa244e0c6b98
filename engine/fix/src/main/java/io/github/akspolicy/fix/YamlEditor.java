package io.github.akspolicy.fix;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edits one value of a YAML or JSON text; comments, order and style of everything else stay. */
record YamlEditor(YamlText yaml) {
    private static final int STEP = 2;
    private static final Pattern INDENTED = Pattern.compile("\\bn?indent\\s+(\\d+)");

    /** Gives the entry at an offset another scalar. */
    TextEdit set(int key, Object value) throws Refusal {
        Token token = scalar(key);
        return replaceValue(token, token.instead(value, yaml.isJson()));
    }

    /** Gives the entry at an offset a scalar that is written elsewhere already, quotes included. */
    TextEdit copy(int key, String written) throws Refusal {
        return replaceValue(scalar(key), written);
    }

    private static TextEdit replaceValue(Token token, String written) {
        return new TextEdit(token.from(), token.to(), token.text().isEmpty() ? " " + written : written);
    }

    private Token scalar(int key) throws Refusal {
        YamlText.Entry entry = entry(key);
        Token token = Token.at(yaml, entry.afterColon());
        if (token.isComputed()) {
            throw new Refusal("the template computes the value: "
                    + yaml.text().substring(token.from(), token.to()).strip());
        }
        int next = next(yaml.lineOf(key) + 1);
        boolean goesOn = !yaml.isInFlow(key)
                && yaml.isContent(next)
                && (yaml.indent(next) > yaml.column(key)
                        || (token.text().isEmpty() && yaml.isItem(next) && yaml.indent(next) == yaml.column(key)));
        if (goesOn || !(token.text().isEmpty() || token.isScalar())) {
            throw new Refusal("the value is not a scalar on one line");
        }
        return token;
    }

    /** The first line at or behind one that is neither blank, comment nor template action. */
    int next(int line) {
        int at = line;
        while (at < yaml.lines() && !yaml.isContent(at)) {
            at++;
        }
        return at;
    }

    YamlText.Entry entry(int offset) throws Refusal {
        YamlText.Entry entry = yaml.entry(offset);
        if (entry == null) {
            throw new Refusal("there is no entry \"key: value\" at this place");
        }
        return entry;
    }

    /**
     * Adds entries, one inside the other, to the mapping that is the value of a key.
     *
     * @param keys at least one
     * @param value as it is written
     */
    TextEdit addTo(int key, List<Object> keys, String value) throws Refusal, Hidden {
        YamlText.Entry entry = entry(key);
        Token token = Token.at(yaml, entry.afterColon());
        String text = token.text().startsWith("&") ? "" : token.text();
        boolean inFlow = yaml.isInFlow(key);
        if (inFlow && (token.isNull() || token.isEmptyMapping())) {
            return replaceValue(token, "{" + Token.flow(keys, value, yaml.isJson()) + "}");
        }
        if (token.isMapping() && !token.isEmptyMapping()) {
            return addToFlow(token, keys, value);
        }
        if (token.isComputed()) {
            throw new Refusal("the template prints the whole mapping: "
                    + yaml.text().substring(token.from(), token.to()).strip());
        }
        if (!text.isEmpty() && !token.isNull() && !token.isEmptyMapping()) {
            throw new Refusal("the value of " + entry.key() + " is not a mapping");
        }
        int line = yaml.lineOf(key);
        int below = next(line + 1);
        if (text.isEmpty() && !inFlow && isEmptyBelow(key, below, "{}")) {
            int from = yaml.start(below) + yaml.indent(below);
            return new TextEdit(
                    yaml.start(below), from + 2, stripped(block(yaml.indent(below), keys, value, yaml.isJson())));
        }
        if (token.text().isEmpty() || token.text().startsWith("&")) {
            int indent = childIndent(line, yaml.column(key));
            checkAbsent(line + 1, indent, keys.get(0));
            return insertLines(behindScalars(line + 1, indent), indent, keys, value);
        }
        int indent = yaml.column(key) + STEP;
        int end = yaml.end(line);
        String rest = yaml.text().substring(token.to(), end);
        return new TextEdit(
                yaml.masked().lastIndexOf(':', token.from()) + 1,
                end,
                rest + "\n" + stripped(block(indent, keys, value, yaml.isJson())));
    }

    /** Adds entries, one inside the other, to the mapping whose first key stands at an offset: an item or a document. */
    TextEdit addBeside(int firstKey, List<Object> keys, String value) throws Refusal, Hidden {
        if (firstKey < yaml.masked().length() && yaml.masked().charAt(firstKey) == '{') {
            return addToFlow(Token.at(yaml, firstKey), keys, value);
        }
        entry(firstKey);
        int column = yaml.column(firstKey);
        int line = yaml.lineOf(firstKey);
        checkAbsent(line + 1, column, keys.get(0));
        int at = isSimple(line, column) ? behindScalars(line + 1, column) : behindBlock(line, column);
        return insertLines(at, column, keys, value);
    }

    private TextEdit addToFlow(Token mapping, List<Object> keys, String value) throws Refusal {
        String entries = Token.flow(keys, value, yaml.isJson());
        int open = mapping.from();
        int close = mapping.to() - 1;
        String inside = yaml.text().substring(open + 1, close);
        if (inside.isBlank()) {
            return new TextEdit(open + 1, close, entries);
        }
        int first = open + 1 + (inside.length() - inside.stripLeading().length());
        String gap = yaml.text().substring(open + 1, first);
        if (gap.contains("\n")) {
            return TextEdit.insert(first, entries + "," + gap.substring(gap.lastIndexOf('\n')));
        }
        int last = open + 1 + inside.stripTrailing().length();
        boolean ended = yaml.text().charAt(last - 1) == ',';
        if (mapping.text().contains("\n")) {
            throw new Refusal("the mapping in braces goes over several lines");
        }
        return TextEdit.insert(last, (ended ? " " : ", ") + entries);
    }

    /** Adds an item to the list that is the value of a key. */
    TextEdit addItem(int key, String item) throws Refusal {
        YamlText.Entry entry = entry(key);
        Token token = Token.at(yaml, entry.afterColon());
        if (token.isComputed()) {
            throw new Refusal("the template computes the list: "
                    + yaml.text().substring(token.from(), token.to()).strip());
        }
        if (token.isList()) {
            String inside = token.text().substring(1, token.text().length() - 1);
            if (token.text().contains("\n")) {
                throw new Refusal("the list in brackets goes over several lines");
            }
            boolean quoted = yaml.isJson() || inside.strip().startsWith("\"");
            String written = Token.write(item, quoted);
            int end = token.from() + 1 + inside.stripTrailing().length();
            return inside.isBlank()
                    ? new TextEdit(token.from() + 1, token.to() - 1, written)
                    : TextEdit.insert(end, ", " + written);
        }
        if (!token.text().isEmpty()) {
            if (token.isNull()) {
                return replaceValue(token, "[" + Token.write(item, yaml.isJson()) + "]");
            }
            throw new Refusal("the value of " + entry.key() + " is not a list");
        }
        int line = yaml.lineOf(key);
        int first = next(line + 1);
        if (isEmptyBelow(key, first, "[]")) {
            int from = yaml.start(first) + yaml.indent(first);
            return new TextEdit(from, from + 2, "[" + Token.write(item, yaml.isJson()) + "]");
        }
        if (!yaml.isContent(first) || !yaml.isItem(first) || yaml.indent(first) < yaml.column(key)) {
            return replaceValue(token, "[" + Token.write(item, yaml.isJson()) + "]");
        }
        int column = yaml.indent(first);
        int last = first;
        for (int i = first; i < yaml.lines() && !yaml.isBoundary(i); i++) {
            if (yaml.isContent(i)) {
                if (yaml.indent(i) < column || (yaml.indent(i) == column && !yaml.isItem(i))) {
                    break;
                }
                last = i;
            }
        }
        boolean quoted = yaml.line(last).strip().startsWith("- \"");
        return insertBehind(last, " ".repeat(column) + "- " + Token.write(item, quoted));
    }

    /** Whether the value of a key is an empty mapping or list that stands on the line below it. */
    private boolean isEmptyBelow(int key, int below, String empty) {
        return yaml.isContent(below)
                && yaml.indent(below) > yaml.column(key)
                && yaml.line(below).strip().matches(Pattern.quote(empty) + "(\\s+#.*)?");
    }

    private int childIndent(int line, int keyColumn) throws Refusal {
        for (int i = line + 1; i < yaml.lines() && !yaml.isBoundary(i); i++) {
            if (yaml.isAction(i)) {
                Matcher written = INDENTED.matcher(yaml.written(i));
                if (written.find()) {
                    int indent = Integer.parseInt(written.group(1));
                    if (indent > keyColumn && indent < 100) {
                        return indent;
                    }
                }
            } else if (yaml.isContent(i)) {
                if (yaml.isItem(i) && yaml.indent(i) >= keyColumn) {
                    throw new Refusal("there is a list where a mapping is meant");
                }
                return yaml.indent(i) > keyColumn ? yaml.indent(i) : keyColumn + STEP;
            }
        }
        return keyColumn + STEP;
    }

    /** A key that is there, though no environment renders it, must not be written twice. */
    private void checkAbsent(int from, int indent, Object key) throws Hidden {
        for (int i = from; i < yaml.lines() && !yaml.isBoundary(i); i++) {
            if (!yaml.isContent(i)) {
                continue;
            }
            if (yaml.indent(i) < indent) {
                return;
            }
            YamlText.Entry entry = yaml.indent(i) == indent ? yaml.entry(yaml.start(i) + indent) : null;
            if (entry != null && entry.key().equals(key)) {
                throw new Hidden(key.toString(), i);
            }
        }
    }

    /** Behind the run of entries on one line each that begins at a line: where a person would add one. */
    private int behindScalars(int from, int indent) {
        int at = from;
        while (at < yaml.lines() && !yaml.isItem(at) && isSimple(at, indent)) {
            at++;
        }
        return at;
    }

    private boolean isSimple(int line, int column) {
        if (!yaml.isContent(line) || yaml.contentColumn(line) != column) {
            return false;
        }
        YamlText.Entry entry = yaml.entry(yaml.start(line) + column);
        if (entry == null) {
            return false;
        }
        Token token = Token.at(yaml, entry.afterColon());
        boolean opens = token.text().isEmpty() || "|>&*!".indexOf(token.text().charAt(0)) >= 0;
        int next = next(line + 1);
        return !opens
                && !token.text().contains("\n")
                && !(next < yaml.lines() && yaml.indent(next) > column && !yaml.isItem(next));
    }

    /** The line behind an entry and its value. */
    int behindBlock(int line, int column) {
        int behind = line + 1;
        for (int i = line + 1; i < yaml.lines() && !yaml.isBoundary(i); i++) {
            if (yaml.isContent(i)) {
                if (yaml.indent(i) < column || (yaml.indent(i) == column && !yaml.isItem(i))) {
                    break;
                }
                behind = i + 1;
            }
        }
        return behind;
    }

    private TextEdit insertLines(int line, int indent, List<Object> keys, String value) {
        return insertBehind(line - 1, stripped(block(indent, keys, value, yaml.isJson())));
    }

    private TextEdit insertBehind(int line, String lines) {
        return TextEdit.insert(yaml.end(line), "\n" + lines);
    }

    private static String stripped(String lines) {
        return lines.substring(0, lines.length() - 1);
    }

    static String block(int indent, List<Object> keys, String value, boolean json) {
        var text = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            text.append(" ".repeat(indent + STEP * i))
                    .append(Token.key(keys.get(i), json))
                    .append(i + 1 < keys.size() ? ":" : ": " + value)
                    .append('\n');
        }
        return text.toString();
    }

    /** What is written as the scalar of the entry at an offset, with its quotes. */
    String written(int key) throws Refusal {
        Token token = scalar(key);
        if (token.text().isEmpty()) {
            throw new Refusal("nothing is written there");
        }
        return yaml.text().substring(token.from(), token.to());
    }

    /** Whether the entry at an offset is written as null. */
    boolean isNull(int key) throws Refusal {
        Token token = Token.at(yaml, entry(key).afterColon());
        int next = next(yaml.lineOf(key) + 1);
        return token.isNull()
                && (!token.text().isEmpty() || !yaml.isContent(next) || yaml.indent(next) <= yaml.column(key));
    }

    /** Replaces the null of an entry by entries, one inside the other. */
    TextEdit replaceNull(int key, List<Object> keys, String value) throws Refusal, Hidden {
        Token token = Token.at(yaml, entry(key).afterColon());
        if (keys.isEmpty()) {
            return replaceValue(token, value);
        }
        return token.text().isEmpty()
                ? replaceValue(token, "{" + Token.flow(keys, value, yaml.isJson()) + "}")
                : addTo(key, keys, value);
    }
}
