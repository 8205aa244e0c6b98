package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The text of an expression, as a template writes it between brackets. */
final class ExpressionText {
    /** The rest of a longer one is left out: such a text is only shown. */
    private static final int LONGEST = 4_000;

    private final StringBuilder text = new StringBuilder();

    private ExpressionText() {}

    static String of(ArmExpression expression) {
        var text = new ExpressionText();
        text.add(expression);
        return text.text.toString();
    }

    private void add(ArmExpression expression) {
        if (text.length() > LONGEST) {
            return;
        }
        if (expression instanceof ArmExpression.Literal literal) {
            literal(literal.value());
        } else if (expression instanceof ArmExpression.Call call) {
            call(call.name(), call.arguments(), this::add);
        } else if (expression instanceof ArmExpression.Access access) {
            access(access);
        } else if (expression instanceof ArmExpression.Written written) {
            node(written.node());
        }
    }

    private void literal(@Nullable Object value) {
        if (value instanceof String string) {
            text.append('\'').append(string.replace("'", "''")).append('\'');
        } else if (value instanceof Long) {
            text.append(value);
        } else {
            text.append(value).append("()");
        }
    }

    private void access(ArmExpression.Access access) {
        add(access.target());
        if (access.key() instanceof ArmExpression.Literal literal
                && literal.value() instanceof String name
                && name.matches("\\w+")) {
            text.append(access.isSafe() ? ".?" : ".").append(name);
        } else {
            text.append(access.isSafe() ? "[?" : "[");
            add(access.key());
            text.append(']');
        }
    }

    private <T> void call(String name, List<T> arguments, Consumer<T> argument) {
        text.append(name).append('(');
        for (int i = 0; i < arguments.size() && text.length() <= LONGEST; i++) {
            text.append(i == 0 ? "" : ", ");
            argument.accept(arguments.get(i));
        }
        text.append(')');
    }

    private void node(Node node) {
        if (text.length() > LONGEST) {
            return;
        }
        if (node instanceof Node.Mapping mapping) {
            call("createObject", mapping.entries(), entry -> {
                literal(entry.key());
                text.append(", ");
                node(entry.value());
            });
        } else if (node instanceof Node.Sequence list) {
            call("createArray", list.items(), this::node);
        } else if (Values.value(node) instanceof ArmExpression expression) {
            add(expression);
        } else {
            literal(Values.value(node));
        }
    }
}
