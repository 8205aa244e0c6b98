package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.parse.Item.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/** The words of a template, some of which may be put back, and the errors that Go states where they end. */
final class ItemStream {
    private static final String ACTION = " action";

    private final TemplateText file;
    private final Lexer lexer;

    /** Words that were put back, the next one first. */
    private final Deque<Item> pending = new ArrayDeque<>();

    private int actionLine;

    /** The line of the last word that the lexer gave: the one that a message states. */
    private int line;

    ItemStream(TemplateText file) {
        this.file = file;
        this.lexer = new Lexer(file.text());
    }

    Item next() {
        if (!pending.isEmpty()) {
            return pending.pop();
        }
        Item item = lexer.next();
        line = item.line();
        return item;
    }

    Item peek() {
        Item item = next();
        pending.push(item);
        return item;
    }

    Item nextBehindSpace() {
        Item item = next();
        while (item.is(Kind.SPACE)) {
            item = next();
        }
        return item;
    }

    Item peekBehindSpace() {
        Item item = nextBehindSpace();
        pending.push(item);
        return item;
    }

    void putBack(Item item) {
        pending.push(item);
    }

    Item expect(Kind kind, String context) throws ParseException {
        Item item = nextBehindSpace();
        if (!item.is(kind)) {
            throw unexpected(item, context);
        }
        return item;
    }

    /** An action begins: errors of the lexer state its line if they come in another one. */
    void beginAction(Item delimiter) {
        actionLine = delimiter.line();
    }

    void endAction() {
        actionLine = 0;
    }

    ParseException unexpected(Item item, String context) {
        if (!item.is(Kind.ERROR)) {
            return error("unexpected " + item + " in " + context);
        }
        if (actionLine == 0 || actionLine == item.line()) {
            return error(item.toString());
        }
        String started = (item.text().endsWith(ACTION) ? "" : " in action") + " started at ";
        return error(item + started + file.name() + ":" + actionLine);
    }

    ParseException error(String message) {
        return new ParseException(file.name(), line, message);
    }
}
