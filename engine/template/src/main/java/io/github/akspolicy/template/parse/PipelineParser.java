package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.parse.Item.Kind;
import io.github.akspolicy.template.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads pipelines, and knows the variables that they declare. */
final class PipelineParser {
    private final TemplateText file;
    private final ItemStream items;
    private final Predicate<String> isFunction;
    private final List<String> variables = new ArrayList<>(List.of("$"));

    PipelineParser(TemplateText file, ItemStream items, Predicate<String> isFunction) {
        this.file = file;
        this.items = items;
        this.isFunction = isFunction;
    }

    /** How many variables are declared. */
    int declared() {
        return variables.size();
    }

    /** Forgets the variables that were declared behind some. */
    void forgetBehind(int declared) {
        variables.subList(declared, variables.size()).clear();
    }

    Node.Pipeline pipeline(String context, Kind end) throws ParseException {
        int position = items.peekBehindSpace().position();
        var declared = new ArrayList<Node.Variable>();
        boolean assigns = declarations(context, declared);
        var commands = new ArrayList<Node.Command>();
        while (true) {
            Item item = items.nextBehindSpace();
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
                    items.putBack(item);
                    commands.add(command());
                    break;
                default:
                    throw items.unexpected(item, context);
            }
        }
    }

    /** The variables that a pipeline sets. Returns whether they are known ones. */
    private boolean declarations(String context, List<Node.Variable> declared) throws ParseException {
        while (items.peekBehindSpace().is(Kind.VARIABLE)) {
            Item variable = items.next();
            Item behind = items.peek();
            Item word = items.peekBehindSpace();
            if (word.is(Kind.ASSIGN) || word.is(Kind.DECLARE)) {
                items.nextBehindSpace();
                declare(variable, declared);
                return word.is(Kind.ASSIGN);
            }
            if (!word.is(Kind.CHAR) || !word.text().equals(",")) {
                if (behind.is(Kind.SPACE)) {
                    items.putBack(behind);
                }
                items.putBack(variable);
                return false;
            }
            items.nextBehindSpace();
            declare(variable, declared);
            if (!context.equals("range") || declared.size() >= 2) {
                throw items.error("too many declarations in " + context);
            }
            Kind kind = items.peekBehindSpace().kind();
            if (kind != Kind.VARIABLE && kind != Kind.RIGHT_DELIMITER && kind != Kind.RIGHT_PARENTHESIS) {
                throw items.error("range can only initialize variables");
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
            throw items.error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Node first = commands.get(i).arguments().get(0);
            if (first instanceof Node.Bool
                    || first instanceof Node.Dot
                    || first instanceof Node.Nil
                    || first instanceof Node.Number
                    || first instanceof Node.Literal) {
                throw items.error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Node.Command command() throws ParseException {
        int position = items.peekBehindSpace().position();
        var arguments = new ArrayList<Node>();
        while (true) {
            items.peekBehindSpace();
            Node operand = operand();
            if (operand != null) {
                arguments.add(operand);
            }
            Item item = items.next();
            if (item.is(Kind.SPACE)) {
                continue;
            }
            if (item.is(Kind.RIGHT_DELIMITER) || item.is(Kind.RIGHT_PARENTHESIS)) {
                items.putBack(item);
            } else if (!item.is(Kind.PIPE)) {
                throw items.unexpected(item, "operand");
            }
            break;
        }
        if (arguments.isEmpty()) {
            throw items.error("empty command");
        }
        return new Node.Command(file, position, List.copyOf(arguments));
    }

    private @Nullable Node operand() throws ParseException {
        Node node = term();
        if (node == null || !items.peek().is(Kind.FIELD)) {
            return node;
        }
        int position = items.peek().position();
        var names = new ArrayList<String>();
        while (items.peek().is(Kind.FIELD)) {
            names.add(items.next().text().substring(1));
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
        throw items.error("unexpected . after term " + Quote.quote(node.toString()));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private @Nullable Node term() throws ParseException {
        Item item = items.nextBehindSpace();
        switch (item.kind()) {
            case IDENTIFIER:
                if (!isFunction.test(item.text())) {
                    throw items.error("function " + Quote.quote(item.text()) + " not defined");
                }
                return new Node.Identifier(file, item.position(), item.text());
            case DOT:
                return new Node.Dot(file, item.position());
            case NIL:
                return new Node.Nil(file, item.position());
            case VARIABLE:
                if (!variables.contains(item.text())) {
                    throw items.error("undefined variable " + Quote.quote(item.text()));
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
                    throw items.error(String.valueOf(malformed.getMessage()));
                }
            case LEFT_PARENTHESIS:
                return pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
            case STRING, RAW_STRING:
                return new Node.Literal(file, item.position(), item.text(), unquoted(item));
            default:
                items.putBack(item);
                return null;
        }
    }

    String unquoted(Item item) throws ParseException {
        var text = Quote.unquote(item.text());
        if (text.isEmpty()) {
            throw items.error("invalid syntax");
        }
        return text.get();
    }
}
