package io.github.akspolicy.template.parse;

import io.github.akspolicy.manifest.LineStarts;
import org.jspecify.annotations.Nullable;

/** The text that a template was read from. Two are equal if their names and texts are. */
public final class TemplateText {
    private final String name;
    private final String text;
    private volatile @Nullable LineStarts lines;

    /**
     * A text.
     *
     * @param name the name that errors state: the path of a file in its chart
     * @param text the text, as bytes
     */
    public TemplateText(String name, String text) {
        this.name = name;
        this.text = text;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The place of a byte as Go states it: name, line from 1, column in bytes from 0. */
    public String place(int position) {
        int newline = text.lastIndexOf('\n', position - 1);
        return name + ":" + lineOf(position) + ":" + (position - newline - 1);
    }

    /** The line of a byte, counted from 1. */
    public int lineOf(int position) {
        // two threads find the same
        LineStarts known = lines;
        if (known == null) {
            known = new LineStarts(text);
            lines = known;
        }
        return known.lineAt(position) + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TemplateText another && name.equals(another.name) && text.equals(another.text);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + text.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
