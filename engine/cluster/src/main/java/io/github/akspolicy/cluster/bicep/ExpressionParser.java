package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.bicep.Token.Kind;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses expressions as the compiler does (src/Bicep.Core/Parsing/BaseParser.cs of Azure/bicep, read 2026-11-30). */
record ExpressionParser(TokenReader tokens, NestedResources nested) {
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

    /** Reads a resource that is declared in the body of another one. */
    interface NestedResources {
        Statement.Resource read() throws BicepException;
    }

    BicepExpression expression() throws BicepException {
        tokens.enter();
        BicepExpression condition = binary(0);
        if (tokens.peekBehindLines().is("?")) {
            tokens.skipLines();
            tokens.next();
            BicepExpression yes = expression();
            if (tokens.peekBehindLines().is(":")) {
                tokens.skipLines();
            }
            tokens.expect(":");
            condition = new BicepExpression.Conditional(condition, yes, expression(), condition.at());
        }
        tokens.leave();
        return condition;
    }

    private BicepExpression binary(int least) throws BicepException {
        tokens.enter();
        BicepExpression left = unary();
        int links = 0;
        while (tokens.peek().kind() == Kind.SYMBOL
                && PRECEDENCE.getOrDefault(tokens.peek().text(), 0) > least) {
            links = tokens.link(links);
            String operator = tokens.next().text();
            left = new BicepExpression.Binary(operator, left, binary(PRECEDENCE.getOrDefault(operator, 0)), left.at());
        }
        tokens.leave();
        return left;
    }

    private BicepExpression unary() throws BicepException {
        Token token = tokens.peek();
        if (tokens.takes("!") || tokens.takes("-") || tokens.takes("+")) {
            return new BicepExpression.Unary(token.text(), member(), token.at());
        }
        return member();
    }

    private BicepExpression member() throws BicepException {
        BicepExpression target = primary();
        int links = 0;
        while (true) {
            links = tokens.link(links);
            if (tokens.takes("[")) {
                boolean isSafe = tokens.takes("?");
                boolean isFromEnd = tokens.takes("^");
                BicepExpression index = expression();
                tokens.expect("]");
                target = new BicepExpression.Index(target, index, isSafe, isFromEnd, target.at());
            } else if (tokens.takes(".")) {
                boolean isSafe = tokens.takes("?");
                String name = tokens.name();
                target = tokens.peek().is("(")
                        ? new BicepExpression.Call(target, name, arguments(), target.at())
                        : new BicepExpression.Member(target, name, isSafe, target.at());
            } else if (tokens.takes("::")) {
                target = new BicepExpression.Nested(target, tokens.name(), target.at());
            } else if (tokens.takes("!")) {
                target = new BicepExpression.NonNull(target, target.at());
            } else {
                return target;
            }
        }
    }

    private BicepExpression primary() throws BicepException {
        Token token = tokens.peek();
        switch (token.kind()) {
            case NUMBER:
                return new BicepExpression.Literal(number(tokens.next()), token.at());
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

    private BicepExpression named() throws BicepException {
        Token token = tokens.next();
        switch (token.text()) {
            case "true", "false":
                return new BicepExpression.Literal(token.text().equals("true"), token.at());
            case "null":
                return new BicepExpression.Literal(null, token.at());
            default:
                break;
        }
        if (tokens.peek().is("(")) {
            return new BicepExpression.Call(null, token.text(), arguments(), token.at());
        }
        return tokens.takes("=>")
                ? lambda(List.of(token.text()), token.at())
                : new BicepExpression.Name(token.text(), token.at());
    }

    private BicepExpression lambda(List<String> names, Position at) throws BicepException {
        tokens.skipLines();
        return new BicepExpression.Lambda(names, expression(), at);
    }

    /** A string, with the expressions in it. */
    BicepExpression string() throws BicepException {
        Token token = tokens.next();
        if (token.kind() == Kind.STRING) {
            return new BicepExpression.Literal(token.text(), token.at());
        }
        var texts = new ArrayList<String>();
        var values = new ArrayList<BicepExpression>();
        texts.add(token.text());
        while (true) {
            values.add(expression());
            Token part = tokens.peek();
            if (part.kind() != Kind.STRING_MIDDLE && part.kind() != Kind.STRING_END) {
                throw tokens.wrong("the end of the expression in the string is expected");
            }
            texts.add(tokens.next().text());
            if (part.kind() == Kind.STRING_END) {
                return new BicepExpression.Interpolation(texts, values, token.at());
            }
        }
    }

    private List<BicepExpression> arguments() throws BicepException {
        tokens.expect("(");
        var arguments = new ArrayList<BicepExpression>();
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
    private BicepExpression parenthesized() throws BicepException {
        Position at = tokens.peek().at();
        List<BicepExpression> values = arguments();
        if (tokens.takes("=>")) {
            var names = new ArrayList<String>();
            for (BicepExpression value : values) {
                if (!(value instanceof BicepExpression.Name name)) {
                    throw new BicepException("a name is expected", value.at());
                }
                names.add(name.name());
            }
            return lambda(names, at);
        }
        if (values.size() != 1) {
            throw new BicepException("parentheses hold one value", at);
        }
        return new BicepExpression.Parenthesized(values.get(0), at);
    }

    private BicepExpression array() throws BicepException {
        Position at = tokens.next().at();
        if (tokens.peekBehindLines().isWord("for")) {
            return loop(at, this::expression);
        }
        var items = new ArrayList<BicepExpression>();
        tokens.skipLines();
        while (!tokens.takes("]")) {
            Position start = tokens.peek().at();
            items.add(tokens.takes("...") ? new BicepExpression.Spread(expression(), start) : expression());
            separator("]");
        }
        return new BicepExpression.Array(items, at);
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
        BicepExpression read() throws BicepException;
    }

    /** A loop whose bracket has been read. */
    BicepExpression loop(Position at, Body body) throws BicepException {
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
        BicepExpression over = expression();
        tokens.expect(":");
        BicepExpression made = body.read();
        tokens.skipLines();
        tokens.expect("]");
        tokens.leave();
        return new BicepExpression.Loop(item, index, over, made, at);
    }

    /** An object; in that of a resource, resources may be declared. */
    BicepExpression.Structure object(boolean isResource) throws BicepException {
        Position at = tokens.peek().at();
        tokens.expect("{");
        tokens.enter();
        var properties = new ArrayList<BicepExpression.Property>();
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
        return new BicepExpression.Structure(properties, resources, at);
    }

    private boolean isResourceNext() {
        return tokens.peek().is("@")
                || tokens.peek().isWord("resource") && tokens.second().kind() == Kind.NAME;
    }

    private BicepExpression.Property property() throws BicepException {
        Position at = tokens.peek().at();
        if (tokens.takes("...")) {
            return new BicepExpression.Property(null, expression(), at);
        }
        @Nullable BicepExpression key = key();
        tokens.expect(":");
        return new BicepExpression.Property(key, expression(), at);
    }

    private BicepExpression key() throws BicepException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING, STRING_BEGIN -> string();
            default -> new BicepExpression.Literal(tokens.name(), token.at());
        };
    }
}
