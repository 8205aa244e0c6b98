package io.github.akspolicy.cluster.code;

import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scans Bicep for blocks, objects and the lines of their attributes. Values are skipped, not understood: brackets, texts and
 * comments are all there is to know for that.
 */
final class BicepScanner {
    private static final int DEEPEST = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;

    private BicepScanner(String text) {
        this.text = text;
    }

    /**
     * The blocks of a file; what cannot be made out is left out. Expressions go on in the next line, and the objects in one, such
     * as those of {@code union(…)}, are what it is made of.
     */
    static Block scan(String text) {
        var scanner = new BicepScanner(text);
        var file = new Block();
        while (scanner.at < text.length()) {
            scanner.body(file);
            // a bracket too many: go on behind it
            scanner.next();
        }
        return file;
    }

    private Position here() {
        return new Position(line, at - lineStart + 1);
    }

    private char peek(int ahead) {
        return at + ahead >= 0 && at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void next() {
        if (at < text.length() && text.charAt(at++) == '\n') {
            line++;
            lineStart = at;
        }
    }

    private void body(Block block) {
        depth++;
        while (true) {
            space(true);
            char c = peek(0);
            if (at >= text.length() || c == '}') {
                break;
            }
            if (isWord(c) || c == '"' || c == '\'') {
                entry(block);
            } else {
                next();
            }
        }
        depth--;
    }

    private void entry(Block block) {
        Position position = here();
        String name = c() ? quoted() : word();
        var labels = new ArrayList<String>();
        space(false);
        while (isWord(peek(0)) || c()) {
            labels.add(c() ? quoted() : word());
            space(false);
        }
        char sign = peek(0);
        if (sign == '{' && depth < DEEPEST) {
            block.add(new Block.Entry(name, labels, position, object(), null));
        } else if (sign == '=' && peek(1) != '=' || sign == ':') {
            next();
            value(block, name, labels, position);
        } else if (sign != '}') {
            skip();
        }
    }

    private boolean c() {
        return peek(0) == '"' || peek(0) == '\'';
    }

    private void value(Block block, String name, List<String> labels, Position position) {
        space(false);
        if (text.startsWith("if", at) && !isWord(peek(2))) {
            at += 2;
            space(false);
            brackets();
            space(false);
        }
        char c = peek(0);
        if (c == '{' && depth < DEEPEST) {
            block.add(new Block.Entry(name, labels, position, object(), null));
        } else if (c == '[' && depth < DEEPEST) {
            block.add(new Block.Entry(name, labels, position, list(), null));
        } else {
            int start = at;
            String plain = c() ? quoted() : null;
            int end = at;
            Block objects = expression();
            String whole = text.substring(start, at).strip();
            block.add(new Block.Entry(
                    name,
                    labels,
                    position,
                    objects,
                    text.substring(end, at).isBlank() ? plain : null,
                    NAME.matcher(whole).matches() ? whole : null));
        }
    }

    /** To the end of an expression. @return the objects that are written in it as one, those in lists left out */
    private @Nullable Block expression() {
        var objects = new ArrayList<Block>();
        boolean isConditional = false;
        int open = 0;
        while (at < text.length()) {
            char c = peek(0);
            if (open == 0 && (c == '\n' && !goesOn() || c == ',' || c == '}' || c == ']' || c == ')')) {
                break;
            }
            if (c == '{' && depth < DEEPEST) {
                objects.add(object());
            } else if (c == '[' || c == '{') {
                brackets();
            } else if (c()) {
                quoted();
            } else if (c == '/' && (peek(1) == '/' || peek(1) == '*')) {
                space(false);
            } else if (c == '\n') {
                space(true);
            } else {
                // not those of .? and ??
                isConditional |= open == 0 && c == '?' && Character.isWhitespace(peek(1)) && peek(-1) != '?';
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                next();
            }
        }
        Block merged = Block.merged(objects);
        return merged != null && isConditional ? merged.asBranch() : merged;
    }

    /** Whether an expression goes on in the next line, which then begins with an operator. */
    private boolean goesOn() {
        int ahead = at;
        while (ahead < text.length() && Character.isWhitespace(text.charAt(ahead))) {
            ahead++;
        }
        return text.startsWith("?", ahead)
                || text.startsWith(":", ahead)
                || text.startsWith("&&", ahead)
                || text.startsWith("||", ahead)
                || text.startsWith(".", ahead) && !text.startsWith("...", ahead);
    }

    private Block object() {
        next();
        var block = new Block();
        body(block);
        next();
        return block;
    }

    /** A list; one that is made by a loop has the one item that the loop repeats. */
    private Block list() {
        next();
        var block = new Block();
        depth++;
        while (true) {
            space(true);
            char c = peek(0);
            if (at >= text.length() || c == ']') {
                break;
            }
            if (text.startsWith("for", at) && !isWord(peek(3))) {
                while (at < text.length() && peek(0) != ':' && peek(0) != ']') {
                    next();
                }
                next();
                space(true);
                c = peek(0);
                if (c != '{') {
                    skip();
                    continue;
                }
                // resources that a loop makes: the object is the block itself
                Block item = object();
                item.entries().forEach(block::add);
                continue;
            }
            Position position = here();
            if (c == '{' && depth < DEEPEST) {
                block.add(new Block.Entry("", List.of(), position, object(), null));
            } else {
                int start = at;
                skip();
                if (start == at) {
                    next();
                } else {
                    block.add(new Block.Entry("", List.of(), position, null, null));
                }
            }
            if (peek(0) == ',') {
                next();
            }
        }
        depth--;
        next();
        return block;
    }

    /** To the end of a value: of its line, or before a comma or closing bracket around it. */
    private void skip() {
        while (at < text.length()) {
            char c = peek(0);
            if (c == '\n' && !goesOn() || c == ',' || c == '}' || c == ']' || c == ')') {
                return;
            }
            if (c == '(' || c == '[' || c == '{') {
                brackets();
            } else if (c()) {
                quoted();
            } else if (c == '/' && (peek(1) == '/' || peek(1) == '*')) {
                space(false);
            } else if (c == '\n') {
                space(true);
            } else {
                next();
            }
        }
    }

    /** Over brackets and all that is in them, without recursion. */
    private void brackets() {
        int open = 0;
        while (at < text.length()) {
            char c = peek(0);
            if (c()) {
                quoted();
                continue;
            }
            if (c == '/' && (peek(1) == '/' || peek(1) == '*')) {
                space(false);
                continue;
            }
            open += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            next();
            if (open <= 0) {
                return;
            }
        }
    }

    private String word() {
        int start = at;
        while (isWord(peek(0)) || peek(0) == '-' || peek(0) == '.') {
            next();
        }
        return text.substring(start, at);
    }

    private String quoted() {
        char quote = peek(0);
        if (quote == '\'' && text.startsWith("'''", at)) {
            int end = text.indexOf("'''", at + 3);
            int start = at + 3;
            int stop = end < 0 ? text.length() : end;
            while (at < Math.min(text.length(), stop + 3)) {
                next();
            }
            return text.substring(Math.min(start, stop), stop);
        }
        next();
        int start = at;
        int inner = 0;
        while (at < text.length()) {
            char c = peek(0);
            if (c == '\\') {
                next();
            } else if (c == '$' && peek(1) == '{') {
                inner++;
                next();
            } else if (c == '}' && inner > 0) {
                inner--;
            } else if (c == quote && inner == 0 || c == '\n') {
                break;
            }
            next();
        }
        String value = text.substring(start, at);
        if (peek(0) == quote) {
            next();
        }
        return value;
    }

    private void space(boolean acrossLines) {
        while (at < text.length()) {
            char c = peek(0);
            if (c == '/' && peek(1) == '/') {
                while (at < text.length() && peek(0) != '\n') {
                    next();
                }
            } else if (c == '/' && peek(1) == '*') {
                while (at < text.length() && !(peek(0) == '*' && peek(1) == '/')) {
                    next();
                }
                next();
                next();
            } else if (c == '\n' ? acrossLines : Character.isWhitespace(c)) {
                next();
            } else {
                return;
            }
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
