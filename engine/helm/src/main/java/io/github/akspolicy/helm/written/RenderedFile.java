package io.github.akspolicy.helm.written;

import io.github.akspolicy.manifest.LineStarts;
import io.github.akspolicy.manifest.Position;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one template wrote. */
public final class RenderedFile {
    private static final String SEPARATOR = "---";

    private final String renderPath;
    private final String text;
    private final List<List<WrittenPiece>> lines;
    private final BitSet approximateLines;
    private final BitSet differingLines;
    private final boolean hasSameLines;

    /** Where lines begin; made at the first question, as most files have none. */
    private volatile @Nullable LineStarts starts;

    /**
     * @param renderPath Helm's name of the template, such as {@code store/templates/order.yaml}
     * @param text what policies judge
     * @param lines the pieces of each line of {@code text}; a blank or unknown line has none
     * @param approximateLines which lines' pieces are a best guess, by index
     * @param differingLines which lines the executor wrote otherwise, by index
     * @param hasSameLines whether the executor wrote as many lines
     */
    RenderedFile(
            String renderPath,
            String text,
            List<List<WrittenPiece>> lines,
            BitSet approximateLines,
            BitSet differingLines,
            boolean hasSameLines) {
        this.hasSameLines = hasSameLines;
        this.differingLines = differingLines;
        this.renderPath = renderPath;
        this.text = text;
        this.lines = lines;
        this.approximateLines = approximateLines;
    }

    public String renderPath() {
        return renderPath;
    }

    public String text() {
        return text;
    }

    /** The pieces of each line. */
    public List<List<WrittenPiece>> lines() {
        return lines;
    }

    public BitSet approximateLines() {
        return approximateLines;
    }

    /**
     * Whether the executor wrote a line otherwise, as one with a random value is.
     *
     * @param index counted from 0
     */
    public boolean differs(int index) {
        return differingLines.get(index);
    }

    /** Whether the executor wrote the same, but for lines with what only a deployment decides, such as a random word. */
    public boolean isExecuted() {
        return hasSameLines
                && differingLines.stream()
                        .allMatch(line -> lines.get(line).stream()
                                .anyMatch(piece -> piece.mark().sources().isOpen()));
    }

    /**
     * Where a position of a document stands in the text. They differ where Helm begins a document on the line of its separator,
     * as {@code ---apiVersion: v1} does after a trim marker: such a document begins behind it.
     */
    public Position inText(Position ofDocument) {
        String line = line(ofDocument.line() - 1);
        if (!line.startsWith(SEPARATOR)) {
            return ofDocument;
        }
        int begin = SEPARATOR.length();
        while (begin < line.length() && (line.charAt(begin) == ' ' || line.charAt(begin) == '\t')) {
            begin++;
        }
        return begin == line.length() ? ofDocument : new Position(ofDocument.line(), ofDocument.column() + begin);
    }

    /** What wrote a position of a document; where that is blank, what comes first in a line behind it. Null beyond the last. */
    public @Nullable WrittenPiece piece(Position ofDocument) {
        Position position = inText(ofDocument);
        int index = Math.min(Math.max(position.line(), 1), lines.size()) - 1;
        while (index < lines.size() && lines.get(index).isEmpty()) {
            index++;
        }
        if (index >= lines.size()) {
            return null;
        }
        List<WrittenPiece> pieces = lines.get(index);
        WrittenPiece found = pieces.get(0);
        for (WrittenPiece piece : pieces) {
            if (index == position.line() - 1 && piece.column() <= position.column() - 1) {
                found = piece;
            }
        }
        return found;
    }

    /** What wrote a line from a position of a document on. */
    public List<WrittenPiece> pieces(Position from) {
        int index = from.line() - 1;
        List<WrittenPiece> all = index < lines.size() ? lines.get(index) : List.of();
        WrittenPiece first = piece(from);
        return all.subList(Math.max(0, all.indexOf(first)), all.size());
    }

    /** The text of a line without its end; empty beyond the last. */
    public String line(int index) {
        LineStarts known = starts;
        if (known == null) {
            known = new LineStarts(text);
            starts = known;
        }
        return text.substring(known.start(index), known.end(index));
    }
}
