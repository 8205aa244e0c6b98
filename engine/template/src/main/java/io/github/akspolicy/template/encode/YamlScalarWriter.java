package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;
import java.util.Locale;

/**
 * Writes scalars of YAML in each style that go-yaml chooses.
 *
 * @param width from this column on a space in a scalar becomes a line break
 */
record YamlScalarWriter(YamlOutput out, int width) {
    private static final String INDENT_HINT = "2";
    private static final String MARK = Bytes.of("\uFEFF");

    /**
     * Writes a text without quotes.
     *
     * @param indent the indentation of further lines
     * @param isKey whether it has to stay on its line
     */
    void plain(Text text, int indent, boolean isKey) {
        var marks = new Marks(text);
        out.space(marks.at(0));
        folded(text, marks, indent, isKey, false);
        out.endScalar();
    }

    void singleQuoted(Text text, int indent, boolean isKey) {
        var marks = new Marks(text);
        out.indicator("'", true, false, false, marks.at(0));
        folded(text, marks, indent, isKey, true);
        out.indicator("'", false, false, false, marks.at(text.length()));
        out.endScalar();
    }

    private void folded(Text text, Marks marks, int indent, boolean isKey, boolean quoted) {
        String bytes = text.bytes();
        boolean afterSpace = false;
        boolean afterBreak = false;
        for (int at = 0; at < bytes.length(); ) {
            Mark mark = marks.at(at);
            int c = Bytes.runeAt(bytes, at);
            String character = YamlOutput.characterAt(bytes, at);
            if (c == ' ') {
                boolean within = !quoted || at > 0 && at < bytes.length() - 1;
                boolean alone = !bytes.startsWith(" ", at + 1);
                if (!isKey && !afterSpace && out.column() > width && within && alone) {
                    out.indent(indent, mark);
                } else {
                    out.character(" ", mark);
                }
                afterSpace = true;
            } else if (YamlText.isBreak(c)) {
                if (!afterBreak && c == '\n') {
                    out.lineBreak(mark);
                }
                out.scalarBreak(character, mark);
                afterBreak = true;
            } else {
                if (afterBreak) {
                    out.indent(indent, mark);
                }
                if (quoted && c == '\'') {
                    out.character("'", mark);
                }
                out.character(character, mark);
                out.endIndentation();
                afterSpace = false;
                afterBreak = false;
            }
            at += character.length();
        }
    }

    void doubleQuoted(Text text, int indent, boolean isKey) {
        String bytes = text.bytes();
        var marks = new Marks(text);
        out.indicator("\"", true, false, false, marks.at(0));
        boolean afterSpace = false;
        // go-yaml looks for a byte order mark at the start of the text only, but at each character
        boolean escapesAll = bytes.startsWith(MARK);
        for (int at = 0; at < bytes.length(); ) {
            Mark mark = marks.at(at);
            int c = Bytes.runeAt(bytes, at);
            String character = YamlOutput.characterAt(bytes, at);
            if (escapesAll || !YamlText.isPrintable(c) || YamlText.isBreak(c) || c == '"' || c == '\\') {
                escape(c).chars().forEach(each -> out.character(String.valueOf((char) each), mark));
                afterSpace = false;
            } else if (c == ' ') {
                if (!isKey && !afterSpace && out.column() > width && at > 0 && at < bytes.length() - 1) {
                    out.indent(indent, mark);
                    if (bytes.startsWith(" ", at + 1)) {
                        out.character("\\", mark);
                    }
                } else {
                    out.character(" ", mark);
                }
                afterSpace = true;
            } else {
                out.character(character, mark);
                afterSpace = false;
            }
            at += character.length();
        }
        out.indicator("\"", false, false, false, marks.at(bytes.length()));
        out.endScalar();
    }

    private static String escape(int c) {
        return "\\"
                + switch (c) {
                    case 0 -> "0";
                    case 0x07 -> "a";
                    case '\b' -> "b";
                    case '\t' -> "t";
                    case '\n' -> "n";
                    case 0x0B -> "v";
                    case '\f' -> "f";
                    case '\r' -> "r";
                    case 0x1B -> "e";
                    case '"', '\\' -> Character.toString(c);
                    case 0x85 -> "N";
                    case 0xA0 -> "_";
                    case 0x2028 -> "L";
                    case 0x2029 -> "P";
                    default -> String.format(Locale.ROOT, c <= 0xFF ? "x%02X" : c <= 0xFFFF ? "u%04X" : "U%08X", c);
                };
    }

    /** Writes a block that keeps its lines. */
    void literal(Text text, int indent) {
        String bytes = text.bytes();
        var marks = new Marks(text);
        out.indicator("|", true, false, false, marks.at(0));
        if (bytes.startsWith(" ") || YamlText.isBreak(Bytes.runeAt(bytes, 0))) {
            out.indicator(INDENT_HINT, false, false, false, marks.at(0));
        }
        String chomping = chomping(bytes);
        if (!chomping.isEmpty()) {
            out.indicator(chomping, false, false, false, marks.at(0));
        }
        out.lineBreak(marks.at(0));
        out.afterWhite(true);
        boolean afterBreak = true;
        for (int at = 0; at < bytes.length(); ) {
            Mark mark = marks.at(at);
            String character = YamlOutput.characterAt(bytes, at);
            if (YamlText.isBreak(Bytes.runeAt(bytes, at))) {
                out.scalarBreak(character, mark);
                afterBreak = true;
            } else {
                if (afterBreak) {
                    out.indent(indent, mark);
                }
                out.character(character, mark);
                out.endIndentation();
                afterBreak = false;
            }
            at += character.length();
        }
    }

    /** Whether the last line break is to be kept, and those before it. */
    private static String chomping(String bytes) {
        int last = lastCharacter(bytes, bytes.length());
        if (!YamlText.isBreak(Bytes.runeAt(bytes, last))) {
            return "-";
        }
        return last == 0 || YamlText.isBreak(Bytes.runeAt(bytes, lastCharacter(bytes, last))) ? "+" : "";
    }

    private static int lastCharacter(String bytes, int end) {
        int at = end - 1;
        while ((bytes.charAt(at) & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }
}
