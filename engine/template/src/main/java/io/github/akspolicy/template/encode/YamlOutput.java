package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;

/** Lines of YAML that are being written, and what go-yaml remembers of them. */
final class YamlOutput {
    private final Output out = new Output();
    private int column;

    /** Whether white space has been written last. */
    private boolean afterWhite = true;

    /** Whether nothing but indentation and indicators of it stands in the line. */
    private boolean isIndentation = true;

    int column() {
        return column;
    }

    boolean isIndentation() {
        return isIndentation;
    }

    /** Begins a line, unless one has begun, and indents it. */
    void indent(int indent, Mark mark) {
        int wanted = Math.max(indent, 0);
        if (!isIndentation || column > wanted || column == wanted && !afterWhite) {
            lineBreak(mark);
        }
        while (column < wanted) {
            out.put(' ', mark);
            column++;
        }
        afterWhite = true;
        isIndentation = true;
    }

    /** Ends a line. */
    void lineBreak(Mark mark) {
        out.put('\n', mark);
        column = 0;
        isIndentation = true;
    }

    /** Writes an indicator, behind a space if need be. */
    void indicator(String indicator, boolean needsSpace, boolean isWhite, boolean indents, Mark mark) {
        if (needsSpace) {
            space(mark);
        }
        out.put(indicator, mark);
        column += indicator.length();
        afterWhite = isWhite;
        isIndentation &= indents;
    }

    /** Writes a space, unless white space stands there. */
    void space(Mark mark) {
        if (!afterWhite) {
            out.put(' ', mark);
            column++;
        }
    }

    /** Writes one character of a scalar. */
    void character(String bytes, Mark mark) {
        out.put(bytes, mark);
        column++;
    }

    /** More than white space stands in the line. */
    void endIndentation() {
        isIndentation = false;
    }

    /** Writes a line break of a scalar as it is. */
    void scalarBreak(String bytes, Mark mark) {
        out.put(bytes, mark);
        column = 0;
        isIndentation = true;
    }

    /** White space stands there, or what counts as such. */
    void afterWhite(boolean is) {
        afterWhite = is;
    }

    void endScalar() {
        afterWhite = false;
        isIndentation = false;
    }

    Text build() {
        return out.build();
    }

    /** The character of a text at a byte. */
    static String characterAt(String bytes, int at) {
        return bytes.substring(at, at + Bytes.widthAt(bytes, at));
    }
}
