package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.bicep.Token.Kind;
import java.util.ArrayList;

/** Parses types as far as values depend on them; the rest is passed over. */
record TypeParser(TokenReader tokens, ExpressionParser expressions, Decorators decorators) {
    private static final TypeExpression OTHER = new TypeExpression.Other();

    /** Reads the decorators of a property; says whether it is secure. */
    interface Decorators {
        boolean areSecure() throws BicepException;
    }

    /** The type of a declaration, which may be that of a resource. */
    TypeExpression declared() throws BicepException {
        if (tokens.peek().isWord("resource") && !tokens.second().is("<")) {
            tokens.next();
            if (tokens.peek().kind() == Kind.STRING) {
                tokens.next();
            }
            return OTHER;
        }
        return type();
    }

    private boolean isUnionNext() {
        return tokens.peek().is("|")
                || tokens.peek().kind() == Kind.NEWLINE && tokens.second().is("|");
    }

    TypeExpression type() throws BicepException {
        tokens.enter();
        boolean isUnion = isUnionNext();
        if (isUnion) {
            tokens.skipLines();
            tokens.next();
        }
        boolean mayBeNull = tokens.peek().isWord("null");
        TypeExpression type = unary();
        while (isUnionNext()) {
            isUnion = true;
            tokens.skipLines();
            tokens.next();
            mayBeNull |= tokens.peek().isWord("null");
            mayBeNull |= unary() instanceof TypeExpression.Optional;
        }
        tokens.leave();
        if (!isUnion) {
            return type;
        }
        return mayBeNull || type instanceof TypeExpression.Optional ? new TypeExpression.Optional(OTHER) : OTHER;
    }

    private TypeExpression unary() throws BicepException {
        boolean isOperation = tokens.takes("-") || tokens.takes("!") || tokens.takes("+");
        TypeExpression type = member();
        if (isOperation) {
            type = OTHER;
        }
        while (true) {
            if (tokens.takes("?")) {
                type = type instanceof TypeExpression.Optional ? type : new TypeExpression.Optional(type);
            } else if (tokens.takes("!")) {
                type = type instanceof TypeExpression.Optional optional ? optional.type() : OTHER;
            } else {
                return type;
            }
        }
    }

    private TypeExpression member() throws BicepException {
        TypeExpression type = primary();
        int links = 0;
        while (true) {
            links = tokens.link(links);
            if (tokens.takes("[")) {
                type = item(type);
            } else if (tokens.takes(".")) {
                if (tokens.takes("*")) {
                    type = OTHER;
                } else {
                    String name = tokens.name();
                    type = type instanceof TypeExpression.Name of
                            ? new TypeExpression.Name(of.name() + "." + name)
                            : OTHER;
                    parameters();
                }
            } else {
                return type;
            }
        }
    }

    private TypeExpression item(TypeExpression type) throws BicepException {
        if (tokens.takes("]")) {
            return new TypeExpression.ListOf(type);
        }
        if (!tokens.takes("*")) {
            expressions.expression();
        }
        tokens.expect("]");
        return OTHER;
    }

    /** The types that another one is made of, between {@code <} and {@code >}. */
    private boolean parameters() throws BicepException {
        if (!tokens.takes("<")) {
            return false;
        }
        tokens.skipLines();
        while (!tokens.takes(">")) {
            type();
            tokens.skipLines();
            if (tokens.takes(",")) {
                tokens.skipLines();
            } else if (!tokens.peek().is(">")) {
                throw tokens.wrong("\">\" is expected");
            }
        }
        return true;
    }

    private TypeExpression primary() throws BicepException {
        Token token = tokens.peek();
        switch (token.kind()) {
            case NUMBER:
                tokens.next();
                return OTHER;
            case STRING, STRING_BEGIN:
                expressions.string();
                return OTHER;
            case NAME:
                tokens.next();
                return parameters() ? OTHER : new TypeExpression.Name(token.text());
            default:
                break;
        }
        if (token.is("{")) {
            return object();
        }
        if (token.is("[")) {
            return tuple();
        }
        if (tokens.takes("(")) {
            TypeExpression inner = type();
            tokens.expect(")");
            return inner;
        }
        throw tokens.wrong("a type is expected");
    }

    private TypeExpression tuple() throws BicepException {
        tokens.next();
        tokens.skipLines();
        while (!tokens.takes("]")) {
            decorators.areSecure();
            type();
            expressions.separator("]");
        }
        return OTHER;
    }

    private TypeExpression object() throws BicepException {
        tokens.next();
        var properties = new ArrayList<TypeExpression.Property>();
        tokens.skipLines();
        while (!tokens.takes("}")) {
            boolean isSecure = decorators.areSecure();
            String name = null;
            if (!tokens.takes("*")) {
                name = tokens.peek().kind() == Kind.STRING ? tokens.string() : tokens.name();
            }
            tokens.expect(":");
            properties.add(new TypeExpression.Property(name, type(), isSecure));
            expressions.separator("}");
        }
        return new TypeExpression.Structure(properties);
    }
}
