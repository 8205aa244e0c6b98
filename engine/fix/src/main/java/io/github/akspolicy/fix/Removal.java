package io.github.akspolicy.fix;

/** Removes one entry or item of a YAML or JSON text. */
final class Removal {
    private final YamlText yaml;
    private final YamlEditor editor;

    Removal(YamlText yaml) {
        this.yaml = yaml;
        this.editor = new YamlEditor(yaml);
    }

    /** Removes the item at an offset; an emptied list stays as an empty one, so that it does not mean null. */
    TextEdit item(int item) throws Refusal {
        int line = yaml.lineOf(item);
        if (yaml.isInFlow(item)) {
            return inFlow(item, Token.at(yaml, item).to());
        }
        if (!yaml.isItem(line) || yaml.contentColumn(line) != yaml.column(item)) {
            throw new Refusal("the item does not stand on its own line");
        }
        int column = yaml.indent(line);
        int owner = line - 1;
        while (owner >= 0 && (!yaml.isContent(owner) || yaml.indent(owner) > column)) {
            owner--;
        }
        int next = editor.next(line + 1);
        boolean only = owner >= 0
                && !(yaml.isItem(owner) && yaml.indent(owner) == column)
                && !(yaml.isContent(next) && yaml.isItem(next) && yaml.indent(next) == column);
        if (!only) {
            return lines(line, line);
        }
        int key = yaml.start(owner) + yaml.contentColumn(owner);
        Token token = Token.at(yaml, editor.entry(key).afterColon());
        if (!token.text().isEmpty() || owner != line - 1) {
            throw new Refusal("the list would be empty, and its key is too far away");
        }
        return new TextEdit(token.from(), yaml.end(line), " []");
    }

    /**
     * Removes the entry at an offset with its value.
     *
     * @param upwards whether a mapping that it leaves empty goes, too: in values it would hide what it was laid over
     */
    TextEdit entry(int key, boolean upwards) throws Refusal {
        YamlText.Entry entry = editor.entry(key);
        int line = yaml.lineOf(key);
        if (yaml.isInFlow(key)) {
            return inFlow(key, Token.at(yaml, entry.afterColon()).to());
        }
        int column = yaml.column(key);
        if (yaml.isItem(line)) {
            throw new Refusal("the entry is the first of a list item");
        }
        int last = editor.behindBlock(line, column) - 1;
        for (int i = line; i <= last; i++) {
            if (yaml.isAction(i)) {
                throw new Refusal("template actions stand inside of what would go");
            }
        }
        int parent = line - 1;
        while (parent >= 0 && !(yaml.isContent(parent) && yaml.indent(parent) < column)) {
            parent--;
        }
        boolean alone = parent >= 0 && isAlone(parent, line, last, column);
        if (!alone) {
            return lines(line, last);
        }
        int parentKey = yaml.start(parent) + yaml.contentColumn(parent);
        if (upwards && !yaml.isItem(parent)) {
            return entry(parentKey, true);
        }
        YamlText.Entry above = editor.entry(parentKey);
        if (parent != line - 1 || yaml.isItem(parent)) {
            throw new Refusal("nothing would be left beside it");
        }
        return new TextEdit(above.afterColon(), yaml.end(last), " {}");
    }

    /** Whether nothing else stands in the mapping of an entry, not even a comment that somebody wrote there. */
    private boolean isAlone(int parent, int first, int last, int column) {
        for (int i = parent + 1; i < first; i++) {
            if (!yaml.isBlank(i)) {
                return false;
            }
        }
        int next = last + 1;
        while (next < yaml.lines() && (yaml.isBlank(next) || yaml.isComment(next))) {
            if (yaml.isComment(next) && yaml.indent(next) >= column) {
                return false;
            }
            next++;
        }
        return next >= yaml.lines() || yaml.isBoundary(next) || yaml.indent(next) < column;
    }

    private TextEdit lines(int first, int last) {
        return last + 1 < yaml.lines()
                ? new TextEdit(yaml.start(first), yaml.start(last + 1), "")
                : new TextEdit(Math.max(0, yaml.start(first) - 1), yaml.end(last), "");
    }

    private TextEdit inFlow(int from, int to) throws Refusal {
        String masked = yaml.masked();
        if (masked.substring(from, to).contains("\n")) {
            throw new Refusal("what would go stands on several lines in brackets");
        }
        int after = yaml.skipSpaces(to);
        if (after < masked.length() && masked.charAt(after) == ',') {
            return new TextEdit(from, yaml.skipSpaces(after + 1), "");
        }
        int before = from;
        while (before > 0 && Character.isWhitespace(masked.charAt(before - 1))) {
            before--;
        }
        return before > 0 && masked.charAt(before - 1) == ','
                ? new TextEdit(before - 1, to, "")
                : new TextEdit(from, to, "");
    }
}
