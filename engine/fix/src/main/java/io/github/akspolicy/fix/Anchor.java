package io.github.akspolicy.fix;

import io.github.akspolicy.source.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Finds the character that a location means in the text as it is. */
record Anchor(YamlText yaml, SourceLocation at) {
    /** The offset of an item that is a scalar. */
    int findItem(String text) throws Refusal {
        int line = at.line() - 1;
        int offset = find(null);
        if (Token.at(yaml, offset).is(text)) {
            return offset;
        }
        int found = -1;
        for (int i = yaml.start(line); i < yaml.end(line); i++) {
            boolean begins =
                    i == yaml.start(line) || " {,[".indexOf(yaml.masked().charAt(i - 1)) >= 0;
            if (begins && yaml.masked().charAt(i) != ' ' && Token.at(yaml, i).is(text)) {
                if (found >= 0) {
                    throw new Refusal(text + " stands on the line twice");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new Refusal("the template makes the item in a way that is not understood: "
                    + yaml.written(line).strip());
        }
        return found;
    }

    /**
     * The offset of a key or item.
     *
     * @param key the key that is expected; values may have another name for it. Null for an item or a document
     */
    int find(@Nullable String key) throws Refusal {
        int line = at.line() - 1;
        if (line >= yaml.lines()) {
            throw new Refusal("the line is not there any more");
        }
        if (yaml.isAction(line)) {
            throw new Refusal("the template prints it: " + yaml.written(line).strip());
        }
        int offset = Math.min(yaml.start(line) + at.column() - 1, yaml.end(line));
        if (at.role() != SourceLocation.Role.TEMPLATE) {
            return offset;
        }
        if (key == null) {
            int content = yaml.start(line) + yaml.contentColumn(line);
            return yaml.isInFlow(offset) || offset > content ? offset : content;
        }
        YamlText.Entry here = yaml.entry(offset);
        if (here != null && here.key().equals(key)) {
            return offset;
        }
        int found = -1;
        for (int i = yaml.start(line); i < yaml.end(line); i++) {
            boolean begins =
                    i == yaml.start(line) || " {,[".indexOf(yaml.masked().charAt(i - 1)) >= 0;
            YamlText.Entry entry = begins ? yaml.entry(i) : null;
            if (entry != null && entry.key().equals(key)) {
                if (found >= 0) {
                    throw new Refusal("the key " + key + " stands on the line twice");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new Refusal("the template makes the key in a way that is not understood: "
                    + yaml.written(line).strip());
        }
        return found;
    }
}
