package io.github.akspolicy.manifest;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a scalar of several lines stands in its file, so that a document inside the value keeps lines and
 * columns. Of the scalar's text and its value the characters that are no white space are the same, whatever its style
 * folds, strips or escapes: one walk over both tells the place of each.
 */
final class ScalarText {
    private final String text;
    private final int offset;
    private final Position start;
    private final @Nullable Placed outer;

    /**
     * @param text the text that the scalar was read from
     * @param offset where in it the scalar begins, its tag and anchor included
     * @param start the position of that character, in lines of {@code text}
     */
    ScalarText(String text, int offset, Position start) {
        this(text, offset, start, null);
    }

    private ScalarText(String text, int offset, Position start, @Nullable Placed outer) {
        this.text = text;
        this.offset = offset;
        this.start = start;
        this.outer = outer;
    }

    /** This scalar, whose own text is the value of another one. */
    ScalarText within(Placed value) {
        return new ScalarText(text, offset, start, value);
    }

    /** The word that a plain scalar is written as, such as {@code 0644}; empty when it is tagged or anchored. */
    String word() {
        int end = offset;
        while (end < text.length() && ",]}\r\n\t ".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(offset, end);
        return word.startsWith("!") || word.startsWith("&") ? "" : word;
    }

    /** The places of the characters of the value. */
    Placed place(String value) {
        var lines = new int[value.length()];
        var columns = new int[value.length()];
        var walk = new Walk(value, lines, columns);
        boolean known = walk.run();
        return new Placed(value, lines, columns, known, outer == null ? start : outer.at(start), outer);
    }

    @Override
    public String toString() {
        return "text at " + start;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** The value of a scalar with the place of each of its characters. */
    static final class Placed {
        private final String value;
        private final int[] lines;
        private final int[] columns;
        private final boolean known;
        private final Position start;
        private final @Nullable Placed outer;
        private final int[] lineStarts;

        private Placed(
                String value, int[] lines, int[] columns, boolean known, Position start, @Nullable Placed outer) {
            this.value = value;
            this.lines = lines;
            this.columns = columns;
            this.known = known;
            this.start = start;
            this.outer = outer;
            this.lineStarts = lineStarts(value);
        }

        /** Lines end as {@link TextPositions} counts them. */
        private static int[] lineStarts(String value) {
            var starts = IntStream.builder().add(0);
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '\n' || (c == '\r' && (i + 1 == value.length() || value.charAt(i + 1) != '\n'))) {
                    starts.add(i + 1);
                }
            }
            return starts.build().toArray();
        }

        String value() {
            return value;
        }

        /** The character offset of a position of the value. */
        int offset(Position within) {
            return within.line() > lineStarts.length
                    ? value.length()
                    : Math.min(value.length(), lineStarts[within.line() - 1] + within.column() - 1);
        }

        /** Where a position of the value stands in the file; the beginning of the scalar when it cannot be told. */
        Position at(Position within) {
            if (!known || value.isEmpty()) {
                return start;
            }
            int index = Math.min(offset(within), value.length() - 1);
            var here = new Position(lines[index], columns[index]);
            return outer == null ? here : outer.at(here);
        }
    }

    /** Walks over the text and the value at once. */
    private final class Walk {
        private final String value;
        private final int[] lines;
        private final int[] columns;
        private int at = offset;
        private int line = start.line();
        private int column = start.column();
        private int done;

        private Walk(String value, int[] lines, int[] columns) {
            this.value = value;
            this.lines = lines;
            this.columns = columns;
        }

        /** Whether all of the value was found. */
        private boolean run() {
            skipProperties();
            char style = at < text.length() ? text.charAt(at) : '\0';
            switch (style) {
                case '|', '>' -> {
                    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                        step();
                    }
                    plain('\0');
                }
                case '\'' -> {
                    step();
                    plain('\'');
                }
                case '"' -> {
                    step();
                    quoted();
                }
                default -> plain('\0');
            }
            return done == value.length();
        }

        private void skipProperties() {
            while (at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '&')) {
                while (at < text.length() && !isSpace(text.charAt(at))) {
                    step();
                }
                while (at < text.length() && isSpace(text.charAt(at))) {
                    step();
                }
            }
        }

        private void step() {
            char c = text.charAt(at++);
            if (c == '\n' || (c == '\r' && (at == text.length() || text.charAt(at) != '\n'))) {
                line++;
                column = 1;
            } else {
                column++;
            }
        }

        /** @param quote the quote that is written twice, or none */
        private void plain(char quote) {
            while (at < text.length() && done < value.length()) {
                char c = text.charAt(at);
                if (!isSpace(c) && !take(c)) {
                    return;
                }
                step();
                if (c == quote && at < text.length() && text.charAt(at) == quote) {
                    step();
                }
            }
            spaces();
        }

        private void quoted() {
            while (at < text.length() && done < value.length()) {
                char c = text.charAt(at);
                if (c != '\\') {
                    if (!isSpace(c) && !take(c)) {
                        return;
                    }
                    step();
                } else if (!escape()) {
                    return;
                }
            }
            spaces();
        }

        private boolean escape() {
            char letter = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
            int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
            int end = at + 2 + digits;
            if (end > text.length()) {
                return false;
            }
            int meant = switch (letter) {
                case 'x', 'u', 'U' -> Integer.parseUnsignedInt(text, at + 2, end, 16);
                case 'n', 't', '\t', 'r', ' ', '\n', '\r', 'N', 'L', 'P' -> ' ';
                case '0' -> 0;
                case 'a' -> 7;
                case 'b' -> '\b';
                case 'v' -> 0x0B;
                case 'f' -> '\f';
                case 'e' -> 0x1B;
                case '_' -> 0xA0;
                default -> letter;
            };
            if (!isSpace(meant)) {
                for (char c : Character.toChars(meant)) {
                    if (!take(c)) {
                        return false;
                    }
                }
            }
            while (at < end) {
                step();
            }
            return true;
        }

        /** The next character of the value that is no white space stands here. */
        private boolean take(char c) {
            spaces();
            if (done == value.length() || value.charAt(done) != c) {
                return false;
            }
            lines[done] = line;
            columns[done++] = column;
            return true;
        }

        /** White space of the value stands behind what was before it; a line break ends that. */
        private void spaces() {
            while (done < value.length() && isSpace(value.charAt(done))) {
                boolean follows = done > 0 && lines[done - 1] > 0;
                lines[done] = follows ? lines[done - 1] : line;
                columns[done] = follows ? columns[done - 1] + 1 : column;
                done++;
            }
        }
    }
}
