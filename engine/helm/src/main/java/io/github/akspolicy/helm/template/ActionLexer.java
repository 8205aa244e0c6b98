package io.github.akspolicy.helm.template;

import java.util.ArrayList;
import java.util.List;

/** Finds the actions of a template as Go's {@code text/template/parse} lexer does. */
final class ActionLexer {
    private final String text;
    private final List<Action> actions = new ArrayList<>();

    private ActionLexer(String text) {
        this.text = text;
    }

    static List<Action> actions(String text) throws TemplateSyntaxException {
        var lexer = new ActionLexer(text);
        int at = 0;
        while (true) {
            int open = text.indexOf("{{", at);
            if (open < 0) {
                return lexer.actions;
            }
            at = lexer.action(open);
        }
    }

    private int action(int open) throws TemplateSyntaxException {
        int inside = open + 2;
        boolean trimsLeft =
                inside + 1 < text.length() && text.charAt(inside) == '-' && isSpace(text.charAt(inside + 1));
        if (trimsLeft) {
            inside += 2;
        }
        if (text.startsWith("/*", inside)) {
            return comment(open, inside, trimsLeft);
        }
        int at = inside;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}' && text.startsWith("}}", at)) {
                return add(open, at + 2, trimsLeft, false, inside, at);
            }
            if (isSpace(c) && text.startsWith("-}}", at + 1)) {
                return add(open, at + 4, trimsLeft, true, inside, at);
            }
            if (c == '"' || c == '\'') {
                at = quoted(at, c);
            } else if (c == '`') {
                int close = text.indexOf('`', at + 1);
                if (close < 0) {
                    throw new TemplateSyntaxException("unterminated raw quoted string");
                }
                at = close + 1;
            } else {
                at++;
            }
        }
        throw new TemplateSyntaxException("unclosed action");
    }

    private int add(int open, int end, boolean trimsLeft, boolean trimsRight, int from, int to) {
        actions.add(new Action(open, end, trimsLeft, trimsRight, false, text.substring(from, to), from));
        return end;
    }

    private int comment(int open, int inside, boolean trimsLeft) throws TemplateSyntaxException {
        int close = text.indexOf("*/", inside + 2);
        if (close < 0) {
            throw new TemplateSyntaxException("unclosed comment");
        }
        int after = close + 2;
        boolean trimsRight = after < text.length() && isSpace(text.charAt(after)) && text.startsWith("-}}", after + 1);
        int end = trimsRight ? after + 4 : after + 2;
        if (!trimsRight && !text.startsWith("}}", after)) {
            throw new TemplateSyntaxException("comment ends before closing delimiter");
        }
        actions.add(new Action(open, end, trimsLeft, trimsRight, true, text.substring(inside, after), inside));
        return end;
    }

    private int quoted(int at, char quote) throws TemplateSyntaxException {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\n') {
                break;
            } else if (c == quote) {
                return i + 1;
            }
        }
        throw new TemplateSyntaxException("unterminated quoted string");
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
