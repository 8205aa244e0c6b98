package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.parse.Item.Kind;
import io.github.akspolicy.template.parse.Node.Branch;
import io.github.akspolicy.template.text.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a template into its tree and the trees of the templates that it defines. It takes what Go takes, and refuses the
 * rest with Go's message.
 */
public final class Parser {
    private final TemplateText file;
    private final Predicate<String> isFunction;
    private final ItemStream items;
    private final PipelineParser pipelines;

    /** The templates that are defined, by name. */
    private final Map<String, Node.Sequence> trees;

    private int loops;

    /** What ended the last list of nodes. */
    private Mark mark = Mark.END;

    /** The position of {@link #mark}. */
    private int markPosition;

    /** What ends a list of nodes, as messages show it. */
    private enum Mark {
        END("{{end}}"),
        ELSE("{{else}}");

        private final String shown;

        Mark(String shown) {
            this.shown = shown;
        }
    }

    private Parser(
            TemplateText file, Predicate<String> isFunction, ItemStream items, Map<String, Node.Sequence> trees) {
        this.file = file;
        this.isFunction = isFunction;
        this.items = items;
        this.pipelines = new PipelineParser(file, items, isFunction);
        this.trees = trees;
    }

    /**
     * Reads a template.
     *
     * @param file its text
     * @param isFunction whether a name is that of a function
     * @return the trees by name, in the order of their ends: the templates that it defines, then itself under the name of
     *     the file, if that has not been defined in it
     * @throws ParseException if Go would refuse it
     */
    public static Map<String, Node.Sequence> parse(TemplateText file, Predicate<String> isFunction)
            throws ParseException {
        Parser parser = new Parser(file, isFunction, new ItemStream(file), new LinkedHashMap<>());
        parser.add(file.name(), parser.root());
        return parser.trees;
    }

    private Node.Sequence root() throws ParseException {
        int position = items.peek().position();
        var nodes = new ArrayList<Node>();
        while (!items.peek().is(Kind.EOF)) {
            if (items.peek().is(Kind.LEFT_DELIMITER)) {
                Item delimiter = items.next();
                Item word = items.nextBehindSpace();
                if (word.is(Kind.DEFINE)) {
                    definition();
                    continue;
                }
                items.putBack(word);
                items.putBack(delimiter);
            }
            Node node = textOrAction();
            if (node == null) {
                throw items.error("unexpected " + mark.shown);
            }
            nodes.add(node);
        }
        return new Node.Sequence(file, position, List.copyOf(nodes));
    }

    private void definition() throws ParseException {
        String context = "define clause";
        String name = templateName(items.nextBehindSpace(), context);
        items.expect(Kind.RIGHT_DELIMITER, context);
        define(name, context);
    }

    /** The body of a named template: it knows no variables of what surrounds it. */
    private void define(String name, String context) throws ParseException {
        Parser inner = new Parser(file, isFunction, items, trees);
        Node.Sequence body = inner.list();
        if (inner.mark != Mark.END) {
            throw items.error("unexpected " + inner.mark.shown + " in " + context);
        }
        add(name, body);
    }

    private void add(String name, Node.Sequence tree) throws ParseException {
        Node.Sequence known = trees.get(name);
        if (known == null || known.isBlank()) {
            trees.put(name, tree);
        } else if (!tree.isBlank()) {
            throw items.error("template: multiple definition of template " + Quote.quote(name));
        }
    }

    /** Nodes up to an {@code end} or {@code else}, which is {@link #mark} then. */
    private Node.Sequence list() throws ParseException {
        int position = items.peekBehindSpace().position();
        var nodes = new ArrayList<Node>();
        while (!items.peekBehindSpace().is(Kind.EOF)) {
            Node node = textOrAction();
            if (node == null) {
                return new Node.Sequence(file, position, List.copyOf(nodes));
            }
            nodes.add(node);
        }
        throw items.error("unexpected EOF");
    }

    /** Null for the mark that ends a list. */
    private @Nullable Node textOrAction() throws ParseException {
        Item item = items.nextBehindSpace();
        if (item.is(Kind.TEXT)) {
            return new Node.Text(file, item.position(), item.text());
        }
        if (!item.is(Kind.LEFT_DELIMITER)) {
            throw items.unexpected(item, "input");
        }
        items.beginAction(item);
        Node action = action();
        items.endAction();
        return action;
    }

    private @Nullable Node action() throws ParseException {
        Item item = items.nextBehindSpace();
        switch (item.kind()) {
            case BLOCK:
                return block();
            case BREAK:
                return jump(item, "{{break}}", true);
            case CONTINUE:
                return jump(item, "{{continue}}", false);
            case ELSE:
                mark = Mark.ELSE;
                markPosition = elsePosition();
                return null;
            case END:
                mark = Mark.END;
                markPosition = items.expect(Kind.RIGHT_DELIMITER, "end").position();
                return null;
            case IF:
                return branch(Branch.Kind.IF);
            case RANGE:
                return branch(Branch.Kind.RANGE);
            case WITH:
                return branch(Branch.Kind.WITH);
            case TEMPLATE:
                return call();
            default:
                items.putBack(item);
                int position = items.peek().position();
                return new Node.Action(file, position, pipelines.pipeline("command", Kind.RIGHT_DELIMITER));
        }
    }

    private Node jump(Item item, String word, boolean leaves) throws ParseException {
        Item next = items.nextBehindSpace();
        if (!next.is(Kind.RIGHT_DELIMITER)) {
            throw items.unexpected(next, word);
        }
        if (loops == 0) {
            throw items.error(word + " outside {{range}}");
        }
        return new Node.Jump(file, item.position(), leaves);
    }

    private int elsePosition() throws ParseException {
        Item next = items.peekBehindSpace();
        // else if and else with are read as an else that holds an if or a with: the word stays for who reads the branch
        return next.is(Kind.IF) || next.is(Kind.WITH)
                ? next.position()
                : items.expect(Kind.RIGHT_DELIMITER, "else").position();
    }

    private Branch branch(Branch.Kind kind) throws ParseException {
        int declared = pipelines.declared();
        Node.Pipeline pipeline = pipelines.pipeline(kind.word(), Kind.RIGHT_DELIMITER);
        if (kind == Branch.Kind.RANGE) {
            loops++;
        }
        Node.Sequence then = list();
        if (kind == Branch.Kind.RANGE) {
            loops--;
        }
        Node.Sequence otherwise = mark == Mark.END ? null : elseOf(kind);
        pipelines.forgetBehind(declared);
        return new Branch(file, pipeline.position(), kind, pipeline, then, otherwise);
    }

    private Node.Sequence elseOf(Branch.Kind kind) throws ParseException {
        Kind same = kind == Branch.Kind.IF ? Kind.IF : Kind.WITH;
        if (kind != Branch.Kind.RANGE && items.peek().is(same)) {
            items.next();
            return new Node.Sequence(file, markPosition, List.of(branch(kind)));
        }
        Node.Sequence nodes = list();
        if (mark != Mark.END) {
            throw items.error("expected end; found " + mark.shown);
        }
        return nodes;
    }

    private Node block() throws ParseException {
        String context = "block clause";
        Item word = items.nextBehindSpace();
        String name = templateName(word, context);
        Node.Pipeline data = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
        define(name, context);
        return new Node.Call(file, word.position(), name, data);
    }

    private Node call() throws ParseException {
        String context = "template clause";
        Item word = items.nextBehindSpace();
        String name = templateName(word, context);
        Item next = items.nextBehindSpace();
        if (next.is(Kind.RIGHT_DELIMITER)) {
            return new Node.Call(file, word.position(), name, null);
        }
        items.putBack(next);
        return new Node.Call(file, word.position(), name, pipelines.pipeline(context, Kind.RIGHT_DELIMITER));
    }

    private String templateName(Item word, String context) throws ParseException {
        if (!word.is(Kind.STRING) && !word.is(Kind.RAW_STRING)) {
            throw items.unexpected(word, context);
        }
        return pipelines.unquoted(word);
    }
}
