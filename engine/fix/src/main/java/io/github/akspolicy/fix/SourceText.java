package io.github.akspolicy.fix;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a file as a list of lines, each with its own line end, so that what is not edited stays as it is byte by
 * byte. Immutable; every line remembers which line of the original it is.
 */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * A line.
     *
     * @param text without its end
     * @param end {@code \n}, {@code \r\n}, or empty for a last line without
     * @param original its index in the original, or -1 for a line that is new or changed
     */
    record Line(String text, String end, int original) {}

    private final boolean mark;
    private final List<Line> original;
    private final List<Line> lines;

    private SourceText(boolean mark, List<Line> original, List<Line> lines) {
        this.mark = mark;
        this.original = original;
        this.lines = List.copyOf(lines);
    }

    /**
     * Reads a file.
     *
     * @throws Refusal when it is not UTF-8 text
     */
    static SourceText of(byte[] bytes) throws Refusal {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new Refusal("the file is not UTF-8 text");
        }
        boolean mark = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        List<Line> lines = split(mark ? text.substring(1) : text);
        for (Line line : lines) {
            if (line.text().indexOf('\r') >= 0) {
                throw new Refusal("the file has line ends that are a carriage return alone");
            }
        }
        return new SourceText(mark, lines, lines);
    }

    private static List<Line> split(String text) {
        var lines = new ArrayList<Line>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                lines.add(new Line(text.substring(start), "", lines.size()));
                break;
            }
            boolean wide = end > start && text.charAt(end - 1) == '\r';
            lines.add(new Line(text.substring(start, wide ? end - 1 : end), wide ? "\r\n" : "\n", lines.size()));
            start = end + 1;
        }
        return List.copyOf(lines);
    }

    /** The text with {@code \n} as line end, without byte order mark. */
    String text() {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append(line.end().isEmpty() ? "" : "\n"));
        return text.toString();
    }

    List<Line> lines() {
        return lines;
    }

    /** The lines of the file as it was read first. */
    List<Line> original() {
        return original;
    }

    /** The line of the original that a line is, took the place of, or stands before; both counted from 1. */
    int originalLine(int line) {
        for (int i = Math.min(line, lines.size()) - 1; i >= 0; i--) {
            int known = lines.get(i).original();
            if (known >= 0) {
                return i == line - 1 ? known + 1 : Math.min(known + 2, Math.max(1, original.size()));
            }
        }
        return 1;
    }

    /** This text with one edit in terms of {@link #text()}. */
    SourceText with(TextEdit edit) {
        String text = text();
        int first = lineAt(edit.from());
        int last = lineAt(edit.to());
        int start = offset(first);
        int end = offset(last + 1);
        String before = text.substring(start, end);
        String after = text.substring(start, edit.from()) + edit.replacement() + text.substring(edit.to(), end);
        List<Line> old = lines.subList(Math.min(first, lines.size()), Math.min(last + 1, lines.size()));
        return replace(first, old, before, after);
    }

    private SourceText replace(int first, List<Line> old, String before, String after) {
        String end = lineEnd(first);
        boolean open = !before.isEmpty() && !before.endsWith("\n");
        // where the file ended without a line end it does so still
        String whole = open && after.endsWith("\n") ? after.substring(0, after.length() - 1) : after;
        List<Line> made = split(whole);
        int head = 0;
        while (head < made.size() && head < old.size() && same(made.get(head), old.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < made.size() - head
                && tail < old.size() - head
                && same(made.get(made.size() - 1 - tail), old.get(old.size() - 1 - tail))) {
            tail++;
        }
        var result = new ArrayList<Line>(lines.subList(0, Math.min(first, lines.size())));
        for (int i = 0; i < made.size(); i++) {
            if (i < head) {
                result.add(old.get(i));
            } else if (i >= made.size() - tail) {
                result.add(old.get(old.size() - made.size() + i));
            } else {
                Line line = made.get(i);
                result.add(new Line(line.text(), line.end().isEmpty() ? "" : end, -1));
            }
        }
        result.addAll(lines.subList(Math.min(first + old.size(), lines.size()), lines.size()));
        return new SourceText(mark, original, result);
    }

    private static boolean same(Line left, Line right) {
        return left.text().equals(right.text())
                && left.end().isEmpty() == right.end().isEmpty();
    }

    /** The line end that is used around a line. */
    private String lineEnd(int line) {
        for (int i = Math.min(line, lines.size() - 1); i >= 0; i--) {
            if (!lines.get(i).end().isEmpty()) {
                return lines.get(i).end();
            }
        }
        return "\n";
    }

    /** The index of the line that an offset of {@link #text()} lies in; the one behind the last for the end of the text. */
    private int lineAt(int offset) {
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            int end = start + lines.get(i).text().length() + (lines.get(i).end().isEmpty() ? 0 : 1);
            if (offset < end || (offset == end && lines.get(i).end().isEmpty())) {
                return i;
            }
            start = end;
        }
        return lines.size();
    }

    private int offset(int line) {
        int start = 0;
        for (int i = 0; i < Math.min(line, lines.size()); i++) {
            start += lines.get(i).text().length() + (lines.get(i).end().isEmpty() ? 0 : 1);
        }
        return start;
    }

    boolean isChanged() {
        return !lines.equals(original);
    }

    /** What to write. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        if (mark) {
            bytes.writeBytes(String.valueOf(BYTE_ORDER_MARK).getBytes(StandardCharsets.UTF_8));
        }
        lines.forEach(line -> bytes.writeBytes((line.text() + line.end()).getBytes(StandardCharsets.UTF_8)));
        return bytes.toByteArray();
    }

    boolean hasMark() {
        return mark;
    }
}
