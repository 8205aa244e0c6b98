package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.parse.Item.Kind;
import io.github.akspolicy.template.parse.Node.Branch;
import io.github.akspolicy.template.text.Quote;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private static final String ACTION = " action";

    private final TemplateText file;
    private final Predicate<String> isFunction;
    private final Lexer lexer;
    private final Map<String, Node.Sequence> trees = new LinkedHashMap<>();

    /** Words that were put back, the next one first. */
    private final Deque<Item> pending = new ArrayDeque<>();

    private List<String> variables = new ArrayList<>(List.of("$"));
    private int actionLine;
    private int loops;

    /** The line of the last word that the lexer gave: the one that a message states. */
    private int line;

    private Parser(TemplateText file, Predicate<String> isFunction) {
        this.file = file;
        this.isFunction = isFunction;
        this.lexer = new Lexer(file.text());
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
        Parser parser = new Parser(file, isFunction);
        parser.add(file.name(), parser.root());
        return parser.trees;
    }

    private Node.Sequence root() throws ParseException {
        int position = peek().position();
        var nodes = new ArrayList<Node>();
        while (!peek().is(Kind.EOF)) {
            if (peek().is(Kind.LEFT_DELIMITER)) {
                Item delimiter = next();
                Item word = nextBehindSpace();
                if (word.is(Kind.DEFINE)) {
                    definition();
                    continue;
                }
                pending.push(word);
                pending.push(delimiter);
            }
            Node node = textOrAction();
            if (node instanceof Node.Mark) {
                throw error("unexpected " + node);
            }
            nodes.add(node);
        }
        return new Node.Sequence(file, position, List.copyOf(nodes));
    }

    private void definition() throws ParseException {
        String context = "define clause";
        Item word = nextBehindSpace();
        if (!word.is(Kind.STRING) && !word.is(Kind.RAW_STRING)) {
            throw unexpected(word, context);
        }
        String name = unquoted(word);
        expect(Kind.RIGHT_DELIMITER, context);
        body(name, context);
    }

    /** The body of a named template: it knows no variables of what surrounds it. */
    private void body(String name, String context) throws ParseException {
        List<String> outer = variables;
        int outerLoops = loops;
        variables = new ArrayList<>(List.of("$"));
        loops = 0;
        Node.@Nullable Mark[] end = new Node.Mark[1];
        Node.Sequence body = list(end);
        if (!ended(end).isEnd()) {
            throw error("unexpected " + end[0] + " in " + context);
        }
        add(name, body);
        variables = outer;
        loops = outerLoops;
    }

    private static Node.Mark ended(Node.@Nullable Mark[] end) {
        return java.util.Objects.requireNonNull(end[0]);
    }

    private void add(String name, Node.Sequence tree) throws ParseException {
        Node.Sequence known = trees.get(name);
        if (known == null || known.isBlank()) {
            trees.put(name, tree);
        } else if (!tree.isBlank()) {
            throw error("template: multiple definition of template " + Quote.quote(name));
        }
    }

    /** Nodes up to an {@code end} or {@code else}, which is handed back in an array of one. */
    private Node.Sequence list(Node.@Nullable Mark[] end) throws ParseException {
        int position = peekBehindSpace().position();
        var nodes = new ArrayList<Node>();
        while (!peekBehindSpace().is(Kind.EOF)) {
            Node node = textOrAction();
            if (node instanceof Node.Mark mark) {
                end[0] = mark;
                return new Node.Sequence(file, position, List.copyOf(nodes));
            }
            nodes.add(node);
        }
        throw error("unexpected EOF");
    }

    private Node textOrAction() throws ParseException {
        Item item = nextBehindSpace();
        if (item.is(Kind.TEXT)) {
            return new Node.Text(file, item.position(), item.text());
        }
        if (!item.is(Kind.LEFT_DELIMITER)) {
            throw unexpected(item, "input");
        }
        actionLine = item.line();
        Node action = action();
        actionLine = 0;
        return action;
    }

    private Node action() throws ParseException {
        Item item = nextBehindSpace();
        switch (item.kind()) {
            case BLOCK:
                return block();
            case BREAK:
                return jump(item, "{{break}}", true);
            case CONTINUE:
                return jump(item, "{{continue}}", false);
            case ELSE:
                return otherwise();
            case END:
                return new Node.Mark(file, expect(Kind.RIGHT_DELIMITER, "end").position(), true);
            case IF:
                return branch(Branch.Kind.IF);
            case RANGE:
                return branch(Branch.Kind.RANGE);
            case WITH:
                return branch(Branch.Kind.WITH);
            case TEMPLATE:
                return call();
            default:
                pending.push(item);
                int position = peek().position();
                return new Node.Action(file, position, pipeline("command", Kind.RIGHT_DELIMITER));
        }
    }

    private Node jump(Item item, String word, boolean leaves) throws ParseException {
        Item next = nextBehindSpace();
        if (!next.is(Kind.RIGHT_DELIMITER)) {
            throw unexpected(next, word);
        }
        if (loops == 0) {
            throw error(word + " outside {{range}}");
        }
        return new Node.Jump(file, item.position(), leaves);
    }

    private Node otherwise() throws ParseException {
        Item next = peekBehindSpace();
        // else if and else with are read as an else that holds an if or a with: the word stays for who reads the branch
        if (next.is(Kind.IF) || next.is(Kind.WITH)) {
            return new Node.Mark(file, next.position(), false);
        }
        return new Node.Mark(file, expect(Kind.RIGHT_DELIMITER, "else").position(), false);
    }

    private Branch branch(Branch.Kind kind) throws ParseException {
        int known = variables.size();
        Node.Pipeline pipeline = pipeline(kind.word(), Kind.RIGHT_DELIMITER);
        if (kind == Branch.Kind.RANGE) {
            loops++;
        }
        Node.@Nullable Mark[] end = new Node.Mark[1];
        Node.Sequence then = list(end);
        if (kind == Branch.Kind.RANGE) {
            loops--;
        }
        Node.Sequence otherwise =
                ended(end).isEnd() ? null : elseOf(kind, ended(end).position());
        variables.subList(known, variables.size()).clear();
        return new Branch(file, pipeline.position(), kind, pipeline, then, otherwise);
    }

    private Node.Sequence elseOf(Branch.Kind kind, int position) throws ParseException {
        Kind same = kind == Branch.Kind.IF ? Kind.IF : Kind.WITH;
        if (kind != Branch.Kind.RANGE && peek().is(same)) {
            next();
            return new Node.Sequence(file, position, List.of(branch(kind)));
        }
        Node.@Nullable Mark[] end = new Node.Mark[1];
        Node.Sequence nodes = list(end);
        if (!ended(end).isEnd()) {
            throw error("expected end; found " + end[0]);
        }
        return nodes;
    }

    private Node block() throws ParseException {
        String context = "block clause";
        Item word = nextBehindSpace();
        String name = templateName(word, context);
        Node.Pipeline data = pipeline(context, Kind.RIGHT_DELIMITER);
        body(name, context);
        return new Node.Call(file, word.position(), name, data);
    }

    private Node call() throws ParseException {
        String context = "template clause";
        Item word = nextBehindSpace();
        String name = templateName(word, context);
        Item next = nextBehindSpace();
        if (next.is(Kind.RIGHT_DELIMITER)) {
            return new Node.Call(file, word.position(), name, null);
        }
        pending.push(next);
        return new Node.Call(file, word.position(), name, pipeline(context, Kind.RIGHT_DELIMITER));
    }

    private String templateName(Item word, String context) throws ParseException {
        if (!word.is(Kind.STRING) && !word.is(Kind.RAW_STRING)) {
            throw unexpected(word, context);
        }
        return unquoted(word);
    }

    private Node.Pipeline pipeline(String context, Kind end) throws ParseException {
        int position = peekBehindSpace().position();
        var declared = new ArrayList<Node.Variable>();
        boolean assigns = declarations(context, declared);
        var commands = new ArrayList<Node.Command>();
        while (true) {
            Item item = nextBehindSpace();
            if (item.is(end)) {
                check(commands, context);
                return new Node.Pipeline(file, position, assigns, List.copyOf(declared), List.copyOf(commands));
            }
            switch (item.kind()) {
                case BOOL,
                        CHAR_CONSTANT,
                        COMPLEX,
                        DOT,
                        FIELD,
                        IDENTIFIER,
                        NUMBER,
                        NIL,
                        RAW_STRING,
                        STRING,
                        VARIABLE,
                        LEFT_PARENTHESIS:
                    pending.push(item);
                    commands.add(command());
                    break;
                default:
                    throw unexpected(item, context);
            }
        }
    }

    /** The variables that a pipeline sets. Returns whether they are known ones. */
    private boolean declarations(String context, List<Node.Variable> declared) throws ParseException {
        while (peekBehindSpace().is(Kind.VARIABLE)) {
            Item variable = next();
            Item behind = peek();
            Item word = peekBehindSpace();
            if (word.is(Kind.ASSIGN) || word.is(Kind.DECLARE)) {
                nextBehindSpace();
                declare(variable, declared);
                return word.is(Kind.ASSIGN);
            }
            if (!word.is(Kind.CHAR) || !word.text().equals(",")) {
                if (behind.is(Kind.SPACE)) {
                    pending.push(behind);
                }
                pending.push(variable);
                return false;
            }
            nextBehindSpace();
            declare(variable, declared);
            if (!context.equals("range") || declared.size() >= 2) {
                throw error("too many declarations in " + context);
            }
            Kind kind = peekBehindSpace().kind();
            if (kind != Kind.VARIABLE && kind != Kind.RIGHT_DELIMITER && kind != Kind.RIGHT_PARENTHESIS) {
                throw error("range can only initialize variables");
            }
        }
        return false;
    }

    private void declare(Item variable, List<Node.Variable> declared) {
        declared.add(new Node.Variable(file, variable.position(), List.of(variable.text())));
        variables.add(variable.text());
    }

    private void check(List<Node.Command> commands, String context) throws ParseException {
        if (commands.isEmpty()) {
            throw error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Node first = commands.get(i).arguments().get(0);
            if (first instanceof Node.Bool
                    || first instanceof Node.Dot
                    || first instanceof Node.Nil
                    || first instanceof Node.Number
                    || first instanceof Node.Literal) {
                throw error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Node.Command command() throws ParseException {
        int position = peekBehindSpace().position();
        var arguments = new ArrayList<Node>();
        while (true) {
            peekBehindSpace();
            Node operand = operand();
            if (operand != null) {
                arguments.add(operand);
            }
            Item item = next();
            if (item.is(Kind.SPACE)) {
                continue;
            }
            if (item.is(Kind.RIGHT_DELIMITER) || item.is(Kind.RIGHT_PARENTHESIS)) {
                pending.push(item);
            } else if (!item.is(Kind.PIPE)) {
                throw unexpected(item, "operand");
            }
            break;
        }
        if (arguments.isEmpty()) {
            throw error("empty command");
        }
        return new Node.Command(file, position, List.copyOf(arguments));
    }

    private @Nullable Node operand() throws ParseException {
        Node node = term();
        if (node == null || !peek().is(Kind.FIELD)) {
            return node;
        }
        int position = peek().position();
        var names = new ArrayList<String>();
        while (peek().is(Kind.FIELD)) {
            names.add(next().text().substring(1));
        }
        if (node instanceof Node.Field field) {
            return new Node.Field(file, position, joined(field.names(), names));
        }
        if (node instanceof Node.Variable variable) {
            return new Node.Variable(file, position, joined(variable.names(), names));
        }
        if (node instanceof Node.Pipeline || node instanceof Node.Identifier) {
            return new Node.Chain(file, position, node, List.copyOf(names));
        }
        throw error("unexpected . after term " + Quote.quote(node.toString()));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private @Nullable Node term() throws ParseException {
        Item item = nextBehindSpace();
        switch (item.kind()) {
            case IDENTIFIER:
                if (!isFunction.test(item.text())) {
                    throw error("function " + Quote.quote(item.text()) + " not defined");
                }
                return new Node.Identifier(file, item.position(), item.text());
            case DOT:
                return new Node.Dot(file, item.position());
            case NIL:
                return new Node.Nil(file, item.position());
            case VARIABLE:
                if (!variables.contains(item.text())) {
                    throw error("undefined variable " + Quote.quote(item.text()));
                }
                return new Node.Variable(file, item.position(), List.of(item.text()));
            case FIELD:
                return new Node.Field(file, item.position(), List.of(item.text().substring(1)));
            case BOOL:
                return new Node.Bool(file, item.position(), item.text().equals("true"));
            case CHAR_CONSTANT, COMPLEX, NUMBER:
                try {
                    return new Node.Number(file, item.position(), NumberConstant.read(item));
                } catch (NumberConstant.Malformed malformed) {
                    throw error(String.valueOf(malformed.getMessage()));
                }
            case LEFT_PARENTHESIS:
                return pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
            case STRING, RAW_STRING:
                return new Node.Literal(file, item.position(), item.text(), unquoted(item));
            default:
                pending.push(item);
                return null;
        }
    }

    private String unquoted(Item item) throws ParseException {
        var text = Quote.unquote(item.text());
        if (text.isEmpty()) {
            throw error("invalid syntax");
        }
        return text.get();
    }

    private Item expect(Kind kind, String context) throws ParseException {
        Item item = nextBehindSpace();
        if (!item.is(kind)) {
            throw unexpected(item, context);
        }
        return item;
    }

    private Item next() {
        if (!pending.isEmpty()) {
            return pending.pop();
        }
        Item item = lexer.next();
        line = item.line();
        return item;
    }

    private Item peek() {
        Item item = next();
        pending.push(item);
        return item;
    }

    private Item nextBehindSpace() {
        Item item = next();
        while (item.is(Kind.SPACE)) {
            item = next();
        }
        return item;
    }

    private Item peekBehindSpace() {
        Item item = nextBehindSpace();
        pending.push(item);
        return item;
    }

    private ParseException unexpected(Item item, String context) {
        if (!item.is(Kind.ERROR)) {
            return error("unexpected " + item + " in " + context);
        }
        if (actionLine == 0 || actionLine == item.line()) {
            return error(item.toString());
        }
        String started = (item.text().endsWith(ACTION) ? "" : " in action") + " started at ";
        return error(item + started + file.name() + ":" + actionLine);
    }

    private ParseException error(String message) {
        return new ParseException(file.name(), line, message);
    }
}
