package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.bicep.Token.Kind;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses expressions as the compiler does (src/Bicep.Core/Parsing/BaseParser.cs of Azure/bicep, read 2026-11-30). */
final class ExpressionParser {
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("??", 30),
            Map.entry("||", 40),
            Map.entry("&&", 50),
            Map.entry("==", 60),
            Map.entry("!=", 60),
            Map.entry("=~", 60),
            Map.entry("!~", 60),
            Map.entry("<", 70),
            Map.entry("<=", 70),
            Map.entry(">", 70),
            Map.entry(">=", 70),
            Map.entry("+", 80),
            Map.entry("-", 80),
            Map.entry("*", 90),
            Map.entry("/", 90),
            Map.entry("%", 90));

    private final TokenReader tokens;
    private final NestedResources nested;

    /** Reads a resource that is declared in the body of another one. */
    interface NestedResources {
        Statement.Resource read() throws BicepException;
    }

    ExpressionParser(TokenReader tokens, NestedResources nested) {
        this.tokens = tokens;
        this.nested = nested;
    }

    Expression expression() throws BicepException {
        tokens.enter();
        Expression condition = binary(0);
        if (tokens.peekBehindLines().is("?")) {
            tokens.skipLines();
            tokens.next();
            Expression yes = expression();
            if (tokens.peekBehindLines().is(":")) {
                tokens.skipLines();
            }
            tokens.expect(":");
            condition = new Expression.Conditional(condition, yes, expression(), condition.at());
        }
        tokens.leave();
        return condition;
    }

    private Expression binary(int least) throws BicepException {
        tokens.enter();
        Expression left = unary();
        int links = 0;
        while (tokens.peek().kind() == Kind.SYMBOL
                && PRECEDENCE.getOrDefault(tokens.peek().text(), 0) > least) {
            links = tokens.link(links);
            String operator = tokens.next().text();
            left = new Expression.Binary(operator, left, binary(PRECEDENCE.getOrDefault(operator, 0)), left.at());
        }
        tokens.leave();
        return left;
    }

    private Expression unary() throws BicepException {
        Token token = tokens.peek();
        if (tokens.takes("!") || tokens.takes("-") || tokens.takes("+")) {
            return new Expression.Unary(token.text(), member(), token.at());
        }
        return member();
    }

    private Expression member() throws BicepException {
        Expression target = primary();
        int links = 0;
        while (true) {
            links = tokens.link(links);
            if (tokens.takes("[")) {
                boolean isSafe = tokens.takes("?");
                boolean isFromEnd = tokens.takes("^");
                Expression index = expression();
                tokens.expect("]");
                target = new Expression.Index(target, index, isSafe, isFromEnd, target.at());
            } else if (tokens.takes(".")) {
                boolean isSafe = tokens.takes("?");
                String name = tokens.name();
                target = tokens.peek().is("(")
                        ? new Expression.Call(target, name, arguments(), target.at())
                        : new Expression.Member(target, name, isSafe, target.at());
            } else if (tokens.takes("::")) {
                target = new Expression.Nested(target, tokens.name(), target.at());
            } else if (tokens.takes("!")) {
                target = new Expression.NonNull(target, target.at());
            } else {
                return target;
            }
        }
    }

    private Expression primary() throws BicepException {
        Token token = tokens.peek();
        switch (token.kind()) {
            case NUMBER:
                return new Expression.Literal(number(tokens.next()), token.at());
            case STRING, STRING_BEGIN:
                return string();
            case NAME:
                return named();
            default:
                break;
        }
        if (token.is("{")) {
            return object(false);
        }
        if (token.is("[")) {
            return array();
        }
        if (token.is("(")) {
            return parenthesized();
        }
        throw tokens.wrong("a value is expected");
    }

    private static Object number(Token token) throws BicepException {
        try {
            return Long.valueOf(token.text());
        } catch (NumberFormatException tooLarge) {
            throw new BicepException("the number is too large", token.at());
        }
    }

    private Expression named() throws BicepException {
        Token token = tokens.next();
        switch (token.text()) {
            case "true", "false":
                return new Expression.Literal(token.text().equals("true"), token.at());
            case "null":
                return new Expression.Literal(null, token.at());
            default:
                break;
        }
        if (tokens.peek().is("(")) {
            return new Expression.Call(null, token.text(), arguments(), token.at());
        }
        return tokens.takes("=>")
                ? lambda(List.of(token.text()), token.at())
                : new Expression.Name(token.text(), token.at());
    }

    private Expression lambda(List<String> names, Position at) throws BicepException {
        tokens.skipLines();
        return new Expression.Lambda(names, expression(), at);
    }

    /** A string, with the expressions in it. */
    Expression string() throws BicepException {
        Token token = tokens.next();
        if (token.kind() == Kind.STRING) {
            return new Expression.Literal(token.text(), token.at());
        }
        var texts = new ArrayList<String>();
        var values = new ArrayList<Expression>();
        texts.add(token.text());
        while (true) {
            values.add(expression());
            Token part = tokens.peek();
            if (part.kind() != Kind.STRING_MIDDLE && part.kind() != Kind.STRING_END) {
                throw tokens.wrong("the end of the expression in the string is expected");
            }
            texts.add(tokens.next().text());
            if (part.kind() == Kind.STRING_END) {
                return new Expression.Interpolation(texts, values, token.at());
            }
        }
    }

    private List<Expression> arguments() throws BicepException {
        tokens.expect("(");
        var arguments = new ArrayList<Expression>();
        tokens.skipLines();
        while (!tokens.takes(")")) {
            if (!arguments.isEmpty()) {
                tokens.expect(",");
                tokens.skipLines();
            }
            arguments.add(expression());
            tokens.skipLines();
        }
        return arguments;
    }

    /** A value in parentheses, or the names of a lambda. */
    private Expression parenthesized() throws BicepException {
        Position at = tokens.peek().at();
        List<Expression> values = arguments();
        if (tokens.takes("=>")) {
            var names = new ArrayList<String>();
            for (Expression value : values) {
                if (!(value instanceof Expression.Name name)) {
                    throw new BicepException("a name is expected", value.at());
                }
                names.add(name.name());
            }
            return lambda(names, at);
        }
        if (values.size() != 1) {
            throw new BicepException("parentheses hold one value", at);
        }
        return new Expression.Parenthesized(values.get(0), at);
    }

    private Expression array() throws BicepException {
        Position at = tokens.next().at();
        if (tokens.peekBehindLines().isWord("for")) {
            return loop(at, this::expression);
        }
        var items = new ArrayList<Expression>();
        tokens.skipLines();
        while (!tokens.takes("]")) {
            Position start = tokens.peek().at();
            items.add(tokens.takes("...") ? new Expression.Spread(expression(), start) : expression());
            separator("]");
        }
        return new Expression.Array(items, at);
    }

    /** Between items and properties stands a comma or the end of a line. */
    void separator(String end) throws BicepException {
        if (!tokens.takes(",")
                && tokens.peek().kind() != Kind.NEWLINE
                && !tokens.peek().is(end)) {
            throw tokens.wrong("a comma or the end of the line is expected");
        }
        tokens.skipLines();
    }

    /** What a loop makes in each round. */
    interface Body {
        Expression read() throws BicepException;
    }

    /** A loop whose bracket has been read. */
    Expression loop(Position at, Body body) throws BicepException {
        tokens.enter();
        tokens.skipLines();
        tokens.expectWord("for");
        boolean hasIndex = tokens.takes("(");
        String item = tokens.name();
        String index = null;
        if (hasIndex) {
            tokens.expect(",");
            index = tokens.name();
            tokens.expect(")");
        }
        tokens.expectWord("in");
        Expression over = expression();
        tokens.expect(":");
        Expression made = body.read();
        tokens.skipLines();
        tokens.expect("]");
        tokens.leave();
        return new Expression.Loop(item, index, over, made, at);
    }

    /** An object; in that of a resource, resources may be declared. */
    Expression.Structure object(boolean isResource) throws BicepException {
        Position at = tokens.peek().at();
        tokens.expect("{");
        tokens.enter();
        var properties = new ArrayList<Expression.Property>();
        var resources = new ArrayList<Statement.Resource>();
        tokens.skipLines();
        while (!tokens.takes("}")) {
            if (isResource && isResourceNext()) {
                resources.add(nested.read());
            } else {
                properties.add(property());
            }
            separator("}");
        }
        tokens.leave();
        return new Expression.Structure(properties, resources, at);
    }

    private boolean isResourceNext() {
        return tokens.peek().is("@")
                || tokens.peek().isWord("resource") && tokens.second().kind() == Kind.NAME;
    }

    private Expression.Property property() throws BicepException {
        Position at = tokens.peek().at();
        if (tokens.takes("...")) {
            return new Expression.Property(null, expression(), at);
        }
        @Nullable Expression key = key();
        tokens.expect(":");
        return new Expression.Property(key, expression(), at);
    }

    private Expression key() throws BicepException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING, STRING_BEGIN -> string();
            default -> new Expression.Literal(tokens.name(), token.at());
        };
    }
}
