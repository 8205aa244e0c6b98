package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.TemplateFile.Define;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the two twins of one template. The plain one is safe to render; the marked one writes, besides, where each
 * piece of its output comes from.
 *
 * <p>No marker may meet a trim marker, and none may get into text that the template reads again: that is what all the
 * care below is for.
 */
final class Instrumenter {
    private final TemplateFile file;
    private final Sanitizer sanitizer;
    private final Markers markers;
    private final int number;
    private final boolean cloneHelpers;
    private final List<Site> sites = new ArrayList<>();
    private final Map<Integer, Integer> siteOfOffset = new HashMap<>();

    Instrumenter(TemplateFile file, Sanitizer sanitizer, Markers markers, int number, boolean cloneHelpers) {
        this.file = file;
        this.sanitizer = sanitizer;
        this.markers = markers;
        this.number = number;
        this.cloneHelpers = cloneHelpers;
    }

    List<Site> sites() {
        return sites;
    }

    /** The text outside of all defines. */
    String body(boolean mark) {
        return region(0, file.actions().size(), 0, file.text().length(), mark);
    }

    /** All defines, with their plain names and, when {@code mark}, their clones. */
    String defines(boolean mark, boolean plainCopies) {
        var out = new StringBuilder();
        for (Define define : file.defines()) {
            Action open = file.actions().get(define.open());
            Action close = file.actions().get(define.close());
            String head = open.trimsRight() ? " -}}" : "}}";
            String tail = close.trimsLeft() ? "{{- end}}" : "{{end}}";
            out.append("{{define ")
                    .append(quote(define.name()))
                    .append(head)
                    .append(inner(define, false))
                    .append(tail);
            if (plainCopies) {
                String original = quote(define.name());
                out.append("{{define ")
                        .append(quote(define.name() + Names.PLAIN))
                        .append("}}{{template ")
                        .append(original)
                        .append(" .}}{{end}}");
            }
            if (mark && cloneHelpers) {
                out.append("{{define ")
                        .append(quote(define.name() + Names.INSTRUMENTED))
                        .append(head)
                        .append(inner(define, true))
                        .append(tail);
            }
        }
        return out.toString();
    }

    private String inner(Define define, boolean mark) {
        return region(
                define.open() + 1,
                define.close(),
                file.actions().get(define.open()).end(),
                file.actions().get(define.close()).start(),
                mark);
    }

    private String region(int first, int last, int from, int to, boolean mark) {
        var out = new StringBuilder(to - from + 64);
        int at = from;
        for (int i = first; i < last; i++) {
            Action action = file.actions().get(i);
            text(out, at, action.start(), mark);
            if (file.keyword(i) == Keyword.DEFINE) {
                i = elsewhere(out, i);
                at = file.actions().get(i).end();
            } else if (mark && file.keyword(i) == Keyword.BLOCK) {
                int close = file.close(i);
                out.append(region(
                        i, close + 1, action.start(), file.actions().get(close).end(), false));
                i = close;
                at = file.actions().get(i).end();
            } else {
                action(out, i, mark);
                at = action.end();
            }
        }
        text(out, at, to, mark);
        return out.toString();
    }

    /** Puts a comment of the same lines and trims where a define stood; returns its end. */
    private int elsewhere(StringBuilder out, int open) {
        Action opener = file.actions().get(open);
        int end = file.close(open);
        Action closer = file.actions().get(end);
        out.append(opener.trimsLeft() ? "{{- /*" : "{{/*");
        out.append("\n".repeat(file.line(closer.end()) - file.line(opener.start())));
        out.append(closer.trimsRight() ? "*/ -}}" : "*/}}");
        return end;
    }

    /** Literal text: each line is marked before its first visible character, which no trimming reaches. */
    private void text(StringBuilder out, int from, int to, boolean mark) {
        if (!mark) {
            out.append(file.text(), from, to);
            return;
        }
        String text = file.text();
        boolean marked = false;
        int written = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                marked = false;
            } else if (!marked && !ActionLexer.isSpace(c)) {
                out.append(text, written, i).append(marker(markers.literal(), -1, i));
                written = i;
                marked = true;
            }
        }
        out.append(text, written, to);
    }

    private void action(StringBuilder out, int index, boolean mark) {
        Action action = file.actions().get(index);
        List<Token> tokens = file.tokens(index);
        if (action.comment()) {
            out.append(file.text(), action.start(), action.end());
            return;
        }
        Keyword keyword = file.keyword(index);
        boolean output = mark && keyword == Keyword.OUTPUT;
        int clone = output && cloneHelpers ? sanitizer.cloneable(tokens) : -1;
        String content = sanitizer.rewrite(action, tokens, clone);
        if (output) {
            out.append(action.trimsLeft() ? "{{- \"" : "{{\"")
                    .append(marker(markers.enter(), index, action.start()))
                    .append("\"}}{{ ")
                    .append(content.strip())
                    .append(" }}{{\"")
                    .append(markers.leave())
                    .append(action.trimsRight() ? "\" -}}" : "\"}}");
        } else if (mark && keyword == Keyword.RANGE) {
            out.append(action.open())
                    .append(content)
                    .append("}}{{\"")
                    .append(marker(markers.round(), index, action.start()))
                    .append(action.trimsRight() ? "\" -}}" : "\"}}");
        } else {
            out.append(action.open()).append(content).append(action.close());
        }
    }

    private String marker(char sign, int action, int offset) {
        Integer known = siteOfOffset.get(offset);
        if (known == null) {
            known = sites.size();
            siteOfOffset.put(offset, known);
            sites.add(new Site(file, action, offset));
        }
        return markers.mark(sign, number, known);
    }

    /** A Go string constant. */
    static String quote(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
