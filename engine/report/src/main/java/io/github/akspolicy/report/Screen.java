package io.github.akspolicy.report;

import io.github.akspolicy.report.ConsolePart.CodeFrame;
import io.github.akspolicy.report.ConsolePart.Pair;
import io.github.akspolicy.report.ConsolePart.Table;
import io.github.akspolicy.report.Row.Span;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What text is fitted to.
 *
 * @param width the longest line; a single word, such as a path, may be longer, since people click on it
 * @param painter shows styles
 * @param files what code frames show
 */
public record Screen(int width, Painter painter, Files files) {
    /** The width where nothing says another one. */
    public static final int USUAL_WIDTH = 100;

    /** Nothing is fitted to less. */
    public static final int LEAST_WIDTH = 60;

    /** Text alone. */
    public static final Screen PLAIN = new Screen(USUAL_WIDTH, (style, text) -> text, path -> List.of());

    /** Text that a test fails with, which no terminal is fitted to: a sentence stays on its line. */
    static final Screen MESSAGE = new Screen(140, PLAIN.painter, PLAIN.files);

    private static final Set<UnicodeScript> WIDE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO);

    private static final String GAP = "   ";
    private static final int INDENT = 2;

    /** Shows a style, by escape sequences where there are colours. */
    @FunctionalInterface
    public interface Painter {
        /** @param text without line ends */
        String paint(TextStyle style, String text);
    }

    /** The files of a repository. */
    @FunctionalInterface
    public interface Files {
        /**
         * The lines of a file; none where it cannot be read.
         *
         * @param path relative to the root of the repository
         */
        List<String> lines(String path);
    }

    /** A word with what stands before it. */
    private record Word(String gap, List<Span> pieces) {
        int length() {
            return pieces.stream().mapToInt(piece -> columns(piece.text())).sum();
        }
    }

    public Screen {
        width = Math.max(LEAST_WIDTH, width);
    }

    /**
     * The lines of a message, joined.
     *
     * @param taken how many characters of the first line stand before it
     */
    public String text(ConsoleLine message, int taken) {
        var lines = new ArrayList<String>();
        for (ConsolePart part : message.parts()) {
            lines.addAll(lines(part, lines.isEmpty() ? taken : 0));
        }
        return String.join(System.lineSeparator(), lines);
    }

    List<String> lines(List<? extends ConsolePart> parts) {
        return parts.stream().flatMap(part -> lines(part, 0).stream()).toList();
    }

    private List<String> lines(ConsolePart part, int taken) {
        if (part instanceof Row row) {
            return wrap(row, taken);
        }
        if (part instanceof Pair pair) {
            return pair(pair, taken);
        }
        if (part instanceof Table table) {
            return table(table);
        }
        CodeFrame frame = (CodeFrame) part;
        return new CodeFrameText(frame, files.lines(frame.path()), width)
                .rows().stream().flatMap(row -> wrap(row, 0).stream()).toList();
    }

    private List<String> pair(Pair pair, int taken) {
        var both = new ArrayList<>(pair.left().spans());
        both.add(new Span(TextStyle.PLAIN, GAP));
        both.addAll(pair.right().spans());
        Row joined = new Row(pair.left().indent(), 0, both);
        if (length(joined) + taken <= width) {
            return List.of(painted(joined));
        }
        var lines = new ArrayList<>(wrap(pair.left(), taken));
        lines.addAll(wrap(pair.right(), 0));
        return lines;
    }

    private static int length(Row row) {
        return row.indent()
                + row.spans().stream().mapToInt(span -> columns(span.text())).sum();
    }

    /** How many columns of a terminal a text takes: the wide characters of East Asia and pictures take two, accents none. */
    private static int columns(String text) {
        return text.codePoints()
                .map(character -> switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
                    default -> isWide(character) ? 2 : 1;
                })
                .sum();
    }

    private static boolean isWide(int character) {
        return WIDE.contains(UnicodeScript.of(character))
                || character >= 0xff01 && character <= 0xff60
                || character >= 0x1f300 && character <= 0x1faff;
    }

    private String painted(Row row) {
        return " ".repeat(row.indent()) + painted(row.spans());
    }

    private String painted(List<Span> spans) {
        return spans.stream()
                .map(span -> span.style() == TextStyle.PLAIN ? span.text() : painter.paint(span.style(), span.text()))
                .collect(Collectors.joining())
                .replace(Row.GLUE, ' ');
    }

    private List<String> wrap(Row row, int taken) {
        if (length(row) + taken <= width) {
            return List.of(painted(row));
        }
        var lines = new ArrayList<String>();
        var line = new StringBuilder(" ".repeat(row.indent()));
        int used = row.indent() + taken;
        boolean isEmpty = true;
        for (Word word : words(row)) {
            if (!isEmpty && used + word.gap().length() + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(row.indent() + row.deeper()));
                used = row.indent() + row.deeper();
                isEmpty = true;
            }
            if (!isEmpty || lines.isEmpty()) {
                line.append(word.gap());
                used += word.gap().length();
            }
            line.append(painted(word.pieces()));
            used += word.length();
            isEmpty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** Words end at blanks only: spans that touch are one word. */
    private static List<Word> words(Row row) {
        var words = new ArrayList<Word>();
        var gap = new StringBuilder();
        var pieces = new ArrayList<Span>();
        for (Span span : row.spans()) {
            String text = span.text();
            for (int at = 0; at < text.length(); ) {
                boolean isBlank = text.charAt(at) == ' ';
                int end = at;
                while (end < text.length() && (text.charAt(end) == ' ') == isBlank) {
                    end++;
                }
                if (isBlank && !pieces.isEmpty()) {
                    words.add(new Word(gap.toString(), List.copyOf(pieces)));
                    gap.setLength(0);
                    pieces.clear();
                }
                if (isBlank) {
                    gap.append(text, at, end);
                } else {
                    pieces.add(new Span(span.style(), text.substring(at, end)));
                }
                at = end;
            }
        }
        if (!pieces.isEmpty()) {
            words.add(new Word(gap.toString(), pieces));
        }
        return words;
    }

    private List<String> table(Table table) {
        List<List<String>> rows = table.rows();
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> columns(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        // names are input: indented they cannot pass for a line of ours
        int all = INDENT + IntStream.of(widths).sum() + 2 * (columns - 1);
        if (all > width) {
            return rows.stream()
                    .skip(1)
                    .flatMap(row -> wrap(sentence(rows.get(0), row), 0).stream())
                    .toList();
        }
        return rows.stream()
                .map(row -> {
                    var line = new StringBuilder("  ")
                            .append(row.get(0))
                            .append(" ".repeat(widths[0] - columns(row.get(0))));
                    for (int column = 1; column < columns; column++) {
                        line.append("  ")
                                .append(" ".repeat(widths[column] - columns(row.get(column))))
                                .append(row.get(column));
                    }
                    return line.toString();
                })
                .toList();
    }

    private static Row sentence(List<String> header, List<String> row) {
        return Row.of(
                INDENT,
                row.get(0) + ": "
                        + IntStream.range(1, row.size())
                                .mapToObj(column -> row.get(column) + " " + header.get(column))
                                .collect(Collectors.joining(", ")));
    }
}
