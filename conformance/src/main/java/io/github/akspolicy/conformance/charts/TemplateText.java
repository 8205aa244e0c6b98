package io.github.akspolicy.conformance.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a template file, cut into literal text and actions: just enough to edit it without changing what else it
 * does. Written apart from the engine's own reader of templates, so that one mistake cannot hide another.
 */
final class TemplateText {
    /** What a piece of a template does. */
    enum Kind {
        LITERAL,
        /** An action whose value is written. */
        OUTPUT,
        /** An action that steers or assigns, and writes nothing itself. */
        CONTROL,
        COMMENT
    }

    /** A piece: {@code [start, end)} of the text; for an action {@code [contentStart, contentEnd)} is its pipeline. */
    record Part(Kind kind, int start, int end, int contentStart, int contentEnd) {}

    /** A replacement of {@code [start, end)} of the text. */
    record Edit(int start, int end, String text) {}

    private static final Pattern CONTROL =
            Pattern.compile("(?s)(?:if|else|end|range|with|define|block|break|continue)\\b.*"
                    + "|\\$\\w*(?:\\s*,\\s*\\$\\w+)?\\s*:?=.*|");
    private static final Pattern TEMPLATE_CALL = Pattern.compile("(?s)template(\\s.*)");

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final List<Integer> lineStarts = new ArrayList<>();

    TemplateText(String text) {
        this.text = text;
        lineStarts.add(0);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                lineStarts.add(i + 1);
            }
        }
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            int literalEnd = open < 0 ? text.length() : open;
            if (literalEnd > at) {
                parts.add(new Part(Kind.LITERAL, at, literalEnd, at, literalEnd));
            }
            if (open < 0) {
                break;
            }
            Part action = action(open);
            parts.add(action);
            at = action.end();
        }
    }

    private Part action(int open) {
        int content = open + 2;
        if (text.startsWith("-", content) && content + 1 < text.length() && isBlank(text.charAt(content + 1))) {
            content++;
        }
        while (content < text.length() && isBlank(text.charAt(content))) {
            content++;
        }
        if (text.startsWith("/*", content)) {
            int end = text.indexOf("*/", content + 2);
            int close = end < 0 ? -1 : text.indexOf("}}", end);
            int stop = close < 0 ? text.length() : close + 2;
            return new Part(Kind.COMMENT, open, stop, content, stop);
        }
        int close = close(content);
        int contentEnd = close;
        if (contentEnd - 1 > content && text.charAt(contentEnd - 1) == '-' && isBlank(text.charAt(contentEnd - 2))) {
            contentEnd--;
        }
        while (contentEnd > content && isBlank(text.charAt(contentEnd - 1))) {
            contentEnd--;
        }
        boolean control = CONTROL.matcher(text.substring(content, contentEnd)).matches();
        return new Part(
                control ? Kind.CONTROL : Kind.OUTPUT, open, Math.min(close + 2, text.length()), content, contentEnd);
    }

    /** Where the braces stand that close an action: those in strings do not. */
    private int close(int from) {
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote != '`') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (text.startsWith("}}", i)) {
                return i;
            }
        }
        return text.length();
    }

    int lines() {
        return lineStarts.size();
    }

    /** The line of an offset, counted from 1. */
    int line(int offset) {
        int low = 0;
        int high = lineStarts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lineStarts.get(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low + 1;
    }

    /** The offset of a line and column, both counted from 1, or -1 when there is no such place. */
    int offset(int line, int column) {
        if (line < 1 || line > lines() || column < 1) {
            return -1;
        }
        int offset = lineStarts.get(line - 1) + column - 1;
        int end = line < lines() ? lineStarts.get(line) : text.length();
        return offset < end ? offset : -1;
    }

    char at(int offset) {
        return text.charAt(offset);
    }

    /** The piece that an offset lies in, or null behind the end. */
    @Nullable
    Part part(int offset) {
        for (Part part : parts) {
            if (offset >= part.start() && offset < part.end()) {
                return part;
            }
        }
        return null;
    }

    /** Whether an offset is one that an origin may name: visible literal text or the beginning of an output action. */
    boolean isWriting(int offset) {
        Part part = part(offset);
        return part != null
                && (part.kind() == Kind.LITERAL && !isBlank(text.charAt(offset))
                        || part.kind() == Kind.OUTPUT && part.start() == offset);
    }

    boolean isLiteral(int offset) {
        Part part = part(offset);
        return part != null && part.kind() == Kind.LITERAL;
    }

    /** The first place of a line that can be edited, or -1. */
    int firstWriting(int line) {
        int from = lineStarts.get(line - 1);
        int end = line < lines() ? lineStarts.get(line) : text.length();
        for (int i = from; i < end; i++) {
            if (isWriting(i)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The edit that makes a token appear wherever the text at an offset is written, and moves no line: literal text gets
     * the token into its first word, an action gets it at the end of each line of its output.
     *
     * @param offset one for which {@link #isWriting} holds
     */
    Edit mark(int offset, String token) {
        Part part = part(offset);
        if (part == null) {
            throw new IllegalArgumentException("nothing at " + offset);
        }
        if (part.kind() == Kind.LITERAL) {
            int at = insertionPoint(offset, part.end());
            return new Edit(at, at, token);
        }
        String pipeline = text.substring(part.contentStart(), part.contentEnd());
        Matcher call = TEMPLATE_CALL.matcher(pipeline);
        String value = call.matches() ? "include" + call.group(1) : pipeline;
        return new Edit(
                part.contentStart(),
                part.contentEnd(),
                "include \"" + ScratchChart.MARK + "\" (list \"" + token + "\" (" + value + "))");
    }

    /** Behind the first word of the text, so that {@code - name: x} becomes {@code - nameTOKEN: x}. */
    private int insertionPoint(int offset, int end) {
        for (int i = offset; i < end && text.charAt(i) != '\n'; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                int at = i;
                while (at < end && Character.isLetterOrDigit(text.charAt(at))) {
                    at++;
                }
                return at;
            }
        }
        return offset + 1;
    }

    /** The text with edits made; they must not overlap. */
    String with(List<Edit> edits) {
        var edited = new StringBuilder(text);
        edits.stream()
                .sorted((a, b) -> Integer.compare(b.start(), a.start()))
                .forEach(edit -> edited.replace(edit.start(), edit.end(), edit.text()));
        return edited.toString();
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
