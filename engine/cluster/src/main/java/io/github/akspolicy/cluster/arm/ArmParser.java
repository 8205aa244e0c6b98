package io.github.akspolicy.cluster.arm;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses expressions as Azure Resource Manager does (learn.microsoft.com/azure/azure-resource-manager/templates/
 * template-expressions): texts in single quotes with {@code ''} for one, whole numbers, calls, {@code .name}, {@code
 * [index]}, and the safe access {@code .?name} of Bicep.
 */
final class ArmParser {
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    private ArmParser(String text) {
        this.text = text;
    }

    /** Whether a text of a template is an expression: {@code [[} is an escaped bracket. */
    static boolean isExpression(String text) {
        return text.length() > 2 && text.startsWith("[") && !text.startsWith("[[") && text.endsWith("]");
    }

    /** @throws IllegalArgumentException with what is wrong, holding nothing of the text */
    static ArmExpression parse(String text) {
        var parser = new ArmParser(text.substring(1, text.length() - 1));
        ArmExpression expression = parser.expression();
        parser.skipSpace();
        if (parser.at < parser.text.length()) {
            throw parser.wrong("the expression should end");
        }
        return expression;
    }

    private ArmExpression expression() {
        if (++depth > DEEPEST) {
            throw wrong("the expression is nested deeper than " + DEEPEST + " levels");
        }
        ArmExpression expression = access(primary());
        depth--;
        return expression;
    }

    private ArmExpression access(ArmExpression target) {
        ArmExpression result = target;
        while (true) {
            skipSpace();
            if (take('.')) {
                boolean isSafe = take('?');
                result = new ArmExpression.Access(result, new ArmExpression.Literal(word()), isSafe);
            } else if (take('[')) {
                boolean isSafe = take('?');
                ArmExpression key = expression();
                expect(']');
                result = new ArmExpression.Access(result, key, isSafe);
            } else {
                return result;
            }
        }
    }

    private ArmExpression primary() {
        skipSpace();
        if (at >= text.length()) {
            throw wrong("a value is missing");
        }
        char c = text.charAt(at);
        if (c == '\'') {
            return new ArmExpression.Literal(quoted());
        }
        if (c == '-' || Character.isDigit(c)) {
            return new ArmExpression.Literal(number());
        }
        var name = new StringBuilder(word());
        skipSpace();
        while (at < text.length() && text.charAt(at) == '.') {
            at++;
            name.append('.').append(word());
            skipSpace();
        }
        if (!take('(')) {
            throw wrong("a function is called with brackets");
        }
        return new ArmExpression.Call(name.toString(), arguments());
    }

    private List<ArmExpression> arguments() {
        var arguments = new ArrayList<ArmExpression>();
        skipSpace();
        if (take(')')) {
            return arguments;
        }
        while (true) {
            arguments.add(expression());
            skipSpace();
            if (take(')')) {
                return arguments;
            }
            expect(',');
        }
    }

    private String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\'') {
                value.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                value.append(c);
                at++;
            } else {
                at++;
                return value.toString();
            }
        }
        throw wrong("a text is not closed");
    }

    private Object number() {
        int start = at;
        take('-');
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        try {
            return Long.valueOf(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw wrong("this is not a whole number");
        }
    }

    private String word() {
        skipSpace();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_$-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (start == at) {
            throw wrong("a name is expected");
        }
        return text.substring(start, at);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        skipSpace();
        if (!take(c)) {
            throw wrong("'" + c + "' is expected");
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at character " + (at + 2));
    }
}
