package io.github.akspolicy.cluster.hcl;

import io.github.akspolicy.cluster.hcl.Expression.Item;
import io.github.akspolicy.cluster.hcl.Expression.Literal;
import io.github.akspolicy.cluster.hcl.Lexeme.Kind;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads HCL as HashiCorp's {@code hclsyntax} does (parser.go and spec.md, hcl 2.20): what it refuses is refused here, and the other
 * way round. The grammar is that of the language; Terraform's own rules about blocks and attributes are not looked at.
 */
public final class Parser {
    /** Nothing that people write is nested so deep. */
    private static final int DEEPEST = 250;

    /** Of a number: larger ones would take memory and mean nothing. */
    private static final int MOST_DIGITS = 1_000;

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?0*(\\d{1,4}))?");

    private static final List<List<String>> OPERATORS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of("<", ">", "<=", ">="),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private static final Map<String, Literal> CONSTANTS = Map.of(
            "true", new Literal(true, Position.START),
            "false", new Literal(false, Position.START),
            "null", new Literal(null, Position.START));

    private final Scanner scanner;
    private int depth;

    private Parser(Scanner scanner) {
        this.scanner = scanner;
    }

    /**
     * Reads a file.
     *
     * @throws HclException at the first place where it is not HCL
     */
    public static Body file(String text) throws HclException {
        return file(text, 1);
    }

    /**
     * Reads a file whose text begins in a line of a longer one.
     *
     * @throws HclException at the first place where it is not HCL
     */
    public static Body file(String text, int firstLine) throws HclException {
        return new Parser(new Scanner(text, firstLine)).body(null);
    }

    /**
     * Reads a template that is a file of its own, whose text begins in a line of a longer one.
     *
     * @throws HclException at the first place where it is not a template
     */
    public static Expression template(String text, int firstLine) throws HclException {
        return new Parser(new Scanner(text, firstLine)).template(new Position(firstLine, 1));
    }

    /**
     * Reads a template that stands in a text of another format.
     *
     * @param at the place of all of it
     * @throws HclException when it is not a template
     */
    public static Expression template(String text, Position at) throws HclException {
        return new Parser(new Scanner(text, 1, at)).template(at);
    }

    /**
     * Reads an expression that stands in a text of another format.
     *
     * @param at the place of all of it
     * @throws HclException when it is not an expression
     */
    public static Expression expression(String text, Position at) throws HclException {
        var parser = new Parser(new Scanner(text, 1, at));
        parser.scanner.enter(false);
        Expression expression = parser.expression();
        Lexeme rest = parser.scanner.peek();
        if (rest.kind() != Kind.END) {
            throw parser.scanner.failure(rest.start(), "something follows the expression");
        }
        return expression;
    }

    private Expression template(Position at) throws HclException {
        return new Expression.Template(new Templates(scanner, this).whole(), at);
    }

    /** @param end the sign that ends it; null for the end of the text */
    private Body body(@Nullable String end) throws HclException {
        var attributes = new ArrayList<Body.Attribute>();
        var blocks = new ArrayList<Body.Block>();
        var names = new HashSet<String>();
        while (true) {
            Lexeme token = scanner.peek();
            if (token.kind() == Kind.LINE_END) {
                scanner.read();
            } else if (end == null ? token.kind() == Kind.END : token.is(end)) {
                scanner.read();
                return new Body(attributes, blocks);
            } else if (token.kind() != Kind.NAME) {
                throw scanner.failure(
                        token.start(),
                        token.kind() == Kind.END ? "a block does not end" : "an argument or block begins with a name");
            } else {
                scanner.read();
                if (scanner.peek().is("=")) {
                    attributes.add(attribute(token, names));
                    lineEnd("an argument");
                } else {
                    blocks.add(block(token));
                }
            }
        }
    }

    private Body.Attribute attribute(Lexeme name, Set<String> names) throws HclException {
        scanner.expect("=", "behind the name of an argument");
        Position at = scanner.position(name.start());
        if (!names.add(name.text())) {
            throw scanner.failure(name.start(), name.text() + " is set twice in one block");
        }
        return new Body.Attribute(name.text(), expression(), at);
    }

    private void lineEnd(String what) throws HclException {
        Lexeme token = scanner.peek();
        if (token.kind() != Kind.LINE_END && token.kind() != Kind.END) {
            throw scanner.failure(token.start(), "the line does not end behind " + what);
        }
        scanner.read();
    }

    private Body.Block block(Lexeme type) throws HclException {
        var labels = new ArrayList<String>();
        while (!scanner.peek().is("{")) {
            Lexeme label = scanner.read();
            if (label.kind() == Kind.QUOTE) {
                labels.add(new Templates(scanner, this).label());
            } else if (label.kind() == Kind.NAME) {
                labels.add(label.text());
            } else {
                throw scanner.failure(label.start(), "= or { is missing behind " + type.text());
            }
        }
        scanner.read();
        deeper(type.start());
        Lexeme first = scanner.peek();
        Body body;
        if (first.kind() == Kind.NAME) {
            // a block of one line holds one argument
            scanner.read();
            var attribute = attribute(first, new HashSet<>());
            scanner.expect("}", "behind the one argument of a block of one line");
            body = new Body(List.of(attribute), List.of());
        } else if (first.kind() == Kind.LINE_END || first.is("}")) {
            body = body("}");
        } else {
            throw scanner.failure(first.start(), "an argument or block begins with a name");
        }
        depth--;
        lineEnd("a block");
        return new Body.Block(type.text(), labels, body, scanner.position(type.start()));
    }

    private void deeper(int offset) throws HclException {
        if (++depth > DEEPEST) {
            throw scanner.failure(offset, "this is nested more than " + DEEPEST + " deep");
        }
    }

    /** A whole expression. */
    Expression expression() throws HclException {
        Position at = scanner.position();
        deeper(scanner.peek().start());
        Expression condition = operation(0);
        if (scanner.take("?")) {
            Expression then = expression();
            scanner.expect(":", "between the sides of a condition");
            condition = new Expression.Conditional(condition, then, expression(), at);
        }
        depth--;
        return condition;
    }

    private Expression operation(int level) throws HclException {
        if (level == OPERATORS.size()) {
            return traversal(term());
        }
        Position at = scanner.position();
        Expression left = operation(level + 1);
        while (scanner.peek().kind() == Kind.SIGN
                && OPERATORS.get(level).contains(scanner.peek().text())) {
            String operator = scanner.read().text();
            left = new Expression.Binary(operator, left, operation(level + 1), at);
        }
        return left;
    }

    /** What is taken of a value: attributes, elements, and these of all its elements. */
    private Expression traversal(Expression of) throws HclException {
        Expression value = of;
        while (true) {
            Lexeme sign = scanner.peek();
            if (sign.is(".")) {
                scanner.read();
                if (scanner.take("*")) {
                    Expression each = new Expression.Element(value.at());
                    while (scanner.peek().is(".")) {
                        scanner.read();
                        each = attribute(each);
                    }
                    value = new Expression.Splat(value, each, value.at());
                } else {
                    value = attribute(value);
                }
            } else if (sign.is("[")) {
                value = element(value);
            } else {
                return value;
            }
        }
    }

    /** What stands behind a dot: a name, or as it was once written, an index. */
    private Expression attribute(Expression of) throws HclException {
        Lexeme token = scanner.read();
        if (token.kind() == Kind.NAME) {
            return new Expression.Attribute(of, token.text(), of.at());
        }
        if (token.kind() != Kind.NUMBER || !token.text().matches("\\d+")) {
            throw scanner.failure(
                    token.start(),
                    token.kind() == Kind.NUMBER
                            ? "an index behind a dot is a whole number, and another one behind it stands in brackets"
                            : "a name is missing behind the dot");
        }
        Literal index = new Literal(new BigDecimal(token.text()), scanner.position(token.start()));
        return new Expression.Index(of, index, of.at());
    }

    private Expression element(Expression of) throws HclException {
        Lexeme open = scanner.read();
        scanner.enter(false);
        deeper(open.start());
        Expression value;
        if (scanner.take("*")) {
            close("]", "behind [*");
            Expression each = traversal(new Expression.Element(of.at()));
            value = new Expression.Splat(of, each, of.at());
        } else {
            Expression key = expression();
            close("]", "behind the index");
            value = new Expression.Index(of, key, of.at());
        }
        depth--;
        return value;
    }

    /** The bracket behind which line ends count as they did before. */
    private void close(String sign, String where) throws HclException {
        scanner.expect(sign, where);
        scanner.leave();
    }

    private Expression term() throws HclException {
        Lexeme token = scanner.read();
        Position at = scanner.position(token.start());
        return switch (token.kind()) {
            case NAME -> scanner.peek().is("(") || scanner.peek().is("::") ? call(token) : name(token.text(), at);
            case NUMBER -> new Literal(number(token), at);
            case QUOTE -> new Expression.Template(new Templates(scanner, this).quoted(), at);
            case HEREDOC -> new Expression.Template(new Templates(scanner, this).heredoc(token), at);
            case LINE_END, END -> throw scanner.failure(token.start(), "a value is missing here");
            case SIGN ->
                switch (token.text()) {
                    case "(" -> parentheses(at);
                    case "[" -> tuple(at);
                    case "{" -> object(at);
                    case "-", "!" -> {
                        deeper(token.start());
                        Expression of = traversal(term());
                        depth--;
                        yield new Expression.Unary(token.text(), of, at);
                    }
                    default -> throw scanner.failure(token.start(), "a value cannot begin with " + token.text());
                };
        };
    }

    private static Expression name(String name, Position at) {
        Literal constant = CONSTANTS.get(name);
        return constant == null ? new Expression.Name(name, at) : new Literal(constant.value(), at);
    }

    private BigDecimal number(Lexeme token) throws HclException {
        String text = token.text();
        if (text.length() > MOST_DIGITS || !NUMBER.matcher(text).matches()) {
            throw scanner.failure(token.start(), "this is not a number, or too large");
        }
        return new BigDecimal(text);
    }

    private Expression call(Lexeme first) throws HclException {
        var name = new StringBuilder(first.text());
        while (scanner.take("::")) {
            name.append("::").append(name("::"));
        }
        scanner.expect("(", "behind the name of a function");
        scanner.enter(false);
        var arguments = new ArrayList<Expression>();
        boolean isExpanded = false;
        while (!scanner.peek().is(")")) {
            arguments.add(expression());
            isExpanded = scanner.take("...");
            if (isExpanded || !scanner.take(",")) {
                break;
            }
        }
        close(")", "behind the arguments of a function");
        return new Expression.Call(name.toString(), arguments, isExpanded, scanner.position(first.start()));
    }

    private Expression parentheses(Position at) throws HclException {
        scanner.enter(false);
        Expression inner = expression();
        close(")", "behind the expression");
        return new Expression.Parentheses(inner, at);
    }

    private Expression tuple(Position at) throws HclException {
        scanner.enter(false);
        if (scanner.peek().isWord("for")) {
            return loop("]", at);
        }
        var items = new ArrayList<Expression>();
        while (!scanner.peek().is("]")) {
            items.add(expression());
            if (!scanner.take(",")) {
                break;
            }
        }
        close("]", "behind the last element of a list");
        return new Expression.Tuple(items, at);
    }

    private Expression object(Position at) throws HclException {
        scanner.enter(false);
        if (scanner.peek().isWord("for")) {
            return loop("}", at);
        }
        scanner.leave();
        scanner.enter(true);
        var items = new ArrayList<Item>();
        while (!scanner.peek().is("}")) {
            if (scanner.peek().kind() == Kind.LINE_END) {
                scanner.read();
                continue;
            }
            Expression key = expression();
            if (!scanner.take("=") && !scanner.take(":")) {
                throw scanner.failure(scanner.peek().start(), "= or : is missing behind a key");
            }
            items.add(new Item(key, expression()));
            if (!scanner.take(",") && scanner.peek().kind() != Kind.LINE_END) {
                break;
            }
        }
        close("}", "behind the last entry of an object");
        return new Expression.ObjectConstructor(items, at);
    }

    /** A list or object that is made by a loop; its bracket is read, and line ends do not count in it. */
    private Expression loop(String end, Position at) throws HclException {
        scanner.read();
        String first = name("for");
        String second = scanner.take(",") ? name("for") : null;
        word("in");
        Expression in = expression();
        scanner.expect(":", "behind what a loop goes over");
        Expression value = expression();
        Expression key = null;
        boolean isGrouped = false;
        if (end.equals("}")) {
            scanner.expect("=>", "between key and value");
            key = value;
            value = expression();
            isGrouped = scanner.take("...");
        }
        Expression condition = null;
        if (scanner.peek().isWord("if")) {
            scanner.read();
            condition = expression();
        }
        close(end, "behind a loop");
        String keyName = second == null ? null : first;
        return new Expression.For(keyName, second == null ? first : second, in, key, value, condition, isGrouped, at);
    }

    /** A name that must stand here. */
    String name(String behind) throws HclException {
        Lexeme token = scanner.read();
        if (token.kind() != Kind.NAME) {
            throw scanner.failure(token.start(), "a name is missing behind " + behind);
        }
        return token.text();
    }

    /** A word that must stand here. */
    void word(String word) throws HclException {
        Lexeme token = scanner.read();
        if (!token.isWord(word)) {
            throw scanner.failure(token.start(), word + " is missing here");
        }
    }
}
