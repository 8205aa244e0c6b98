package io.github.akspolicy.template.parse;

/**
 * The text that a template was read from.
 *
 * @param name the name that errors state: the path of a file in its chart
 * @param text the text, as bytes
 */
public record TemplateText(String name, String text) {
    /** The place of a byte as Go states it: name, line from 1, column in bytes from 0. */
    public String place(int position) {
        int newline = text.lastIndexOf('\n', position - 1);
        return name + ":" + lineOf(position) + ":" + (position - newline - 1);
    }

    /** The line of a byte, counted from 1. */
    public int lineOf(int position) {
        int line = 1;
        for (int at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) {
            line++;
        }
        return line;
    }
}
