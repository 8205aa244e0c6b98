package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.SafeText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One line of a console, or as many as a narrow one needs: it is wrapped between words. Text is neutralised as it comes in.
 *
 * @param indent how many blanks stand before it
 * @param deeper how many more before what does not fit
 * @param spans its text
 */
public record Row(int indent, int deeper, List<Span> spans) implements ConsolePart {
    /** A blank that is not a place to wrap. */
    static final char GLUE = '\u00a0';

    private static final int DEEPER = 4;

    /** Nothing. */
    static final Row BLANK = new Row(0, 0, List.of());

    /**
     * A part of one style.
     *
     * @param style what it is
     * @param text the text, without line ends and commands
     */
    public record Span(TextStyle style, String text) implements Serializable {
        public Span {
            text = SafeText.line(text);
        }
    }

    public Row {
        spans = List.copyOf(spans);
    }

    /** A row of plain text. */
    public static Row of(int indent, String text) {
        return of(indent, TextStyle.PLAIN, text);
    }

    static Row of(int indent, TextStyle style, String text) {
        return new Row(indent, DEEPER, List.of(new Span(style, text)));
    }

    /** The same, where what does not fit goes on so much deeper. */
    public Row deeper(int blanks) {
        return new Row(indent, blanks, spans);
    }

    /** Items side by side, all lines with the same indentation. */
    static Row list(int indent) {
        return new Row(indent, 0, List.of());
    }

    Row plain(String text) {
        return with(TextStyle.PLAIN, text);
    }

    /** The same with more text. */
    public Row with(TextStyle style, String text) {
        var more = new ArrayList<>(spans);
        // two halves make no command either
        boolean joins = !spans.isEmpty() && isMarker(spans.get(spans.size() - 1).text(), text);
        more.add(new Span(style, joins ? "\\" + text : text));
        return new Row(indent, deeper, more);
    }

    private static boolean isMarker(String before, String after) {
        return before.endsWith(":") && after.startsWith(":") || before.endsWith("#") && after.startsWith("#");
    }

    @Override
    public Row map(UnaryOperator<String> words) {
        return new Row(
                indent,
                deeper,
                spans.stream()
                        .map(span -> new Span(span.style(), words.apply(span.text())))
                        .toList());
    }
}
