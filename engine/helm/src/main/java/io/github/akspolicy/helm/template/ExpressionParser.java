package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Dot;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the words of an action. What Go would refuse gives some expression; Helm has refused the template by then. */
final class ExpressionParser {
    private final List<Token> words;
    private int at;

    private ExpressionParser(List<Token> words, int from) {
        this.words = words;
        this.at = from;
    }

    /** What is computed by the words of an action from one on. */
    static Expression parse(List<Token> words, int from) {
        return new ExpressionParser(words, from).pipeline();
    }

    private boolean more() {
        return at < words.size() && words.get(at).kind() != Token.Kind.CLOSE;
    }

    private Expression pipeline() {
        Expression result = command(null);
        while (more() && words.get(at).kind() == Token.Kind.PIPE) {
            at++;
            result = command(result);
        }
        return result;
    }

    private Expression command(@Nullable Expression piped) {
        String function = null;
        var operands = new ArrayList<Expression>();
        if (more() && words.get(at).kind() == Token.Kind.IDENTIFIER && !isWord(words.get(at))) {
            function = words.get(at++).text();
        }
        while (more() && words.get(at).kind() != Token.Kind.PIPE) {
            operands.add(operand());
        }
        if (piped != null) {
            operands.add(piped);
        }
        if (function != null) {
            return new Call(function, operands);
        }
        return operands.size() == 1 ? operands.get(0) : new Call("", operands);
    }

    private static boolean isWord(Token token) {
        return switch (token.text()) {
            case "true", "false", "nil" -> true;
            default -> false;
        };
    }

    private Expression operand() {
        Token token = words.get(at++);
        Expression operand = switch (token.kind()) {
            case DOT -> new Dot();
            case FIELD -> new Field(new Dot(), token.text().substring(1));
            case VARIABLE -> new Variable(token.text());
            case STRING -> new Constant(token.string());
            case NUMBER -> new Constant(number(token.text()));
            case IDENTIFIER -> isWord(token) ? new Constant(null) : new Call(token.text(), List.of());
            case OPEN -> parenthesized();
            default -> new Constant(null);
        };
        while (more()
                && words.get(at).kind() == Token.Kind.FIELD
                && !words.get(at).spaced()) {
            operand = new Field(operand, words.get(at++).text().substring(1));
        }
        return operand;
    }

    private Expression parenthesized() {
        Expression inner = pipeline();
        if (at < words.size()) {
            at++;
        }
        return inner;
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException notWhole) {
            return null;
        }
    }
}
