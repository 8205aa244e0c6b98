package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.bicep.Token.Kind;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;

/** Parses files of Bicep and files of parameters ({@code .bicepparam}). */
final class BicepParser {
    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private final TypeParser types;

    private BicepParser(TokenReader tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens, this::nested);
        this.types = new TypeParser(tokens, expressions, this::decorators);
    }

    /**
     * The declarations of a file, in its order.
     *
     * @param firstLine the number of its first line
     * @throws BicepException where the compiler would refuse it as text; what its types refuse is taken
     */
    static List<Statement> parse(String text, int firstLine) throws BicepException {
        var parser = new BicepParser(new TokenReader(BicepScanner.scan(text, firstLine)));
        var statements = new ArrayList<Statement>();
        parser.tokens.skipLines();
        while (!parser.tokens.isAtEnd()) {
            statements.add(parser.statement());
            parser.tokens.endOfStatement();
            parser.tokens.skipLines();
        }
        return statements;
    }

    private Statement statement() throws BicepException {
        boolean isSecure = decorators();
        Token keyword = tokens.peek();
        if (keyword.kind() != Kind.NAME) {
            throw tokens.wrong("a declaration is expected");
        }
        Position at = keyword.at();
        switch (keyword.text()) {
            case "targetScope":
                tokens.next();
                tokens.expect("=");
                return new Statement.TargetScope(expressions.expression(), at);
            case "param":
                return parameter(isSecure);
            case "var":
                return variable();
            case "output":
                return output();
            case "type":
                tokens.next();
                String name = tokens.name();
                tokens.expect("=");
                return new Statement.Type(name, types.declared(), isSecure, at);
            case "func":
                return function();
            case "resource":
                return resource();
            case "module":
                return module();
            case "import":
                return imported();
            case "extension", "provider", "extensionConfig":
                tokens.next();
                return extension(keyword);
            case "using", "extends":
                return using();
            case "metadata", "assert", "test":
                return other();
            default:
                throw tokens.wrong("a declaration is expected");
        }
    }

    /** Reads decorators; says whether one of them is {@code @secure()}. */
    private boolean decorators() throws BicepException {
        boolean isSecure = false;
        while (tokens.takes("@")) {
            BicepExpression decorator = expressions.expression();
            isSecure |= decorator instanceof BicepExpression.Call call
                    && call.name().equals("secure");
            if (tokens.peek().kind() != Kind.NEWLINE) {
                throw tokens.wrong("the end of the line is expected");
            }
            tokens.skipLines();
        }
        return isSecure;
    }

    private Statement parameter(boolean isSecure) throws BicepException {
        Position at = tokens.next().at();
        String name = tokens.name();
        TypeExpression type = tokens.peek().is("=") ? null : types.declared();
        BicepExpression value = tokens.takes("=") ? expressions.expression() : null;
        return new Statement.Parameter(name, type, value, isSecure, at);
    }

    private Statement variable() throws BicepException {
        Position at = tokens.next().at();
        String name = tokens.name();
        if (!tokens.peek().is("=")) {
            types.declared();
        }
        tokens.expect("=");
        return new Statement.Variable(name, expressions.expression(), at);
    }

    private Statement output() throws BicepException {
        Position at = tokens.next().at();
        String name = tokens.name();
        types.declared();
        tokens.expect("=");
        return new Statement.Output(name, expressions.expression(), at);
    }

    private Statement function() throws BicepException {
        Position at = tokens.next().at();
        String name = tokens.name();
        var parameters = new ArrayList<String>();
        tokens.expect("(");
        tokens.skipLines();
        while (!tokens.takes(")")) {
            parameters.add(tokens.name());
            types.declared();
            tokens.skipLines();
            if (tokens.takes(",")) {
                tokens.skipLines();
            } else if (!tokens.peek().is(")")) {
                throw tokens.wrong("\")\" is expected");
            }
        }
        types.declared();
        tokens.expect("=>");
        tokens.skipLines();
        return new Statement.Function(name, parameters, expressions.expression(), at);
    }

    private Statement.Resource nested() throws BicepException {
        decorators();
        return resource();
    }

    private Statement.Resource resource() throws BicepException {
        Position at = tokens.peek().at();
        tokens.expectWord("resource");
        String name = tokens.name();
        String type = tokens.string();
        boolean isExisting = tokens.takesWord("existing");
        tokens.expect("=");
        return new Statement.Resource(name, type, isExisting, body(true), at);
    }

    private Statement module() throws BicepException {
        Position at = tokens.next().at();
        String name = tokens.name();
        String path = tokens.string();
        tokens.expect("=");
        return new Statement.Module(name, path, body(false), at);
    }

    /** An object, a condition before one, or a loop over either. */
    private BicepExpression body(boolean isResource) throws BicepException {
        if (tokens.peekBehindLines().isWord("if")) {
            tokens.skipLines();
        }
        Position at = tokens.peek().at();
        return tokens.takes("[") ? expressions.loop(at, () -> condition(isResource)) : condition(isResource);
    }

    private BicepExpression condition(boolean isResource) throws BicepException {
        Position at = tokens.peek().at();
        if (!tokens.takesWord("if")) {
            return expressions.object(isResource);
        }
        tokens.expect("(");
        tokens.skipLines();
        BicepExpression condition = expressions.expression();
        tokens.skipLines();
        tokens.expect(")");
        return new BicepExpression.If(condition, expressions.object(isResource), at);
    }

    private Statement imported() throws BicepException {
        Token keyword = tokens.next();
        Position at = keyword.at();
        if (tokens.takes("*")) {
            tokens.expectWord("as");
            String all = tokens.name();
            tokens.expectWord("from");
            return new Statement.Import(List.of(), all, tokens.string(), at);
        }
        if (!tokens.takes("{")) {
            // how extensions were declared at first
            return extension(keyword);
        }
        var names = new ArrayList<Statement.Alias>();
        tokens.skipLines();
        while (!tokens.takes("}")) {
            String name = tokens.peek().kind() == Kind.STRING ? tokens.string() : tokens.name();
            names.add(new Statement.Alias(name, tokens.takesWord("as") ? tokens.name() : name));
            expressions.separator("}");
        }
        tokens.expectWord("from");
        return new Statement.Import(names, null, tokens.string(), at);
    }

    /** An extension whose keyword has been read. */
    private Statement extension(Token keyword) throws BicepException {
        String name = tokens.peek().kind() == Kind.NAME ? tokens.name() : tokens.string();
        if (tokens.takesWord("with")) {
            expressions.object(false);
        }
        int at = name.indexOf('@');
        String alias = tokens.takesWord("as") ? tokens.name() : at < 0 ? name : name.substring(0, at);
        return new Statement.Other("extension", alias, keyword.at());
    }

    private Statement using() throws BicepException {
        Token keyword = tokens.next();
        String path = tokens.takesWord("none") ? null : tokens.string();
        if (tokens.takesWord("with")) {
            expressions.object(false);
        }
        return new Statement.Using(keyword.isWord("extends"), path, keyword.at());
    }

    private Statement other() throws BicepException {
        Token keyword = tokens.next();
        String name = tokens.name();
        if (keyword.isWord("test")) {
            tokens.string();
        }
        tokens.expect("=");
        expressions.expression();
        return new Statement.Other(keyword.text(), name, keyword.at());
    }
}
