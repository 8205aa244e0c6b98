package io.github.akspolicy.cluster.value;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls and literals, evaluated: a text of the language for what a test says. What {@code var} holds is unknown. */
final class Evaluated {
    /** Columns before the expression. */
    static final int BEFORE = "x=".length();

    private Evaluated() {}

    /** The value of an expression that begins in the first line, behind {@link #BEFORE} columns. */
    static Value of(String expression) {
        try {
            return value(
                    Parser.file("x=" + expression + "\n").attributes().get(0).value());
        } catch (HclException broken) {
            throw new IllegalArgumentException(expression, broken);
        }
    }

    /** The value as text, with the kinds of its collections; {@code error} where there is none. */
    static String text(String expression) {
        try {
            return rendered(of(expression));
        } catch (EvaluationException wrong) {
            return "error";
        }
    }

    static Value value(Expression expression) {
        Position at = expression.at();
        if (expression instanceof Expression.Literal literal) {
            return literal(literal);
        }
        if (expression instanceof Expression.Template template) {
            return new Value.Text(
                    template.parts().stream()
                            .map(part -> ((Expression.Part.Text) part).text())
                            .collect(Collectors.joining()),
                    at);
        }
        if (expression instanceof Expression.Unary negative) {
            Value.Number number = (Value.Number) value(negative.of());
            return new Value.Number(number.value().negate(), at);
        }
        if (expression instanceof Expression.Binary binary) {
            return new Value.Number(calculated(binary), at);
        }
        if (expression instanceof Expression.Tuple tuple) {
            return new Value.Sequence(
                    Value.Items.TUPLE,
                    tuple.items().stream().map(Evaluated::value).toList(),
                    at);
        }
        if (expression instanceof Expression.ObjectConstructor object) {
            return object(object);
        }
        if (expression instanceof Expression.Attribute reference) {
            String text = "var." + reference.name();
            return new Value.Unknown(text, partial(reference.name(), text), "no value for " + text, at, null);
        }
        Expression.Call call = (Expression.Call) expression;
        List<Value> arguments =
                new ArrayList<>(call.arguments().stream().map(Evaluated::value).toList());
        if (call.isExpanded()) {
            arguments.addAll(((Value.Sequence) arguments.remove(arguments.size() - 1)).items());
        }
        return Functions.call(call.name(), arguments, at);
    }

    private static BigDecimal calculated(Expression.Binary binary) {
        BigDecimal a = ((Value.Number) value(binary.left())).value();
        BigDecimal b = ((Value.Number) value(binary.right())).value();
        return switch (binary.operator()) {
            case "+" -> Arithmetic.add(a, b);
            case "-" -> Arithmetic.subtract(a, b);
            case "*" -> Arithmetic.multiply(a, b);
            case "/" -> Arithmetic.divide(a, b);
            default -> Arithmetic.remainder(a, b);
        };
    }

    /** {@code var.pre_x} is a text that begins with {@code pre-}. */
    private static String partial(String name, String text) {
        return (name.startsWith("pre_") ? "pre-" : "") + "⟨" + text + "⟩";
    }

    private static Value literal(Expression.Literal literal) {
        Object value = literal.value();
        if (value instanceof BigDecimal number) {
            return new Value.Number(number, literal.at());
        }
        return value instanceof Boolean bool ? new Value.Bool(bool, literal.at()) : new Value.Null(literal.at());
    }

    private static Value object(Expression.ObjectConstructor object) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        for (Expression.Item item : object.items()) {
            String key =
                    item.key() instanceof Expression.Name name ? name.name() : ((Value.Text) value(item.key())).value();
            entries.put(key, new Value.Entry(item.key().at(), value(item.value())));
        }
        return new Value.Mapping(Value.Entries.OBJECT, entries, object.at());
    }

    /** {@code ["a", 1]} is a tuple, {@code list["a"]} a list, <code>{a = 1}</code> an object, <code>map{a = 1}</code> a map. */
    static String rendered(Value value) {
        if (value instanceof Value.Text text) {
            return GoQuotes.quoted(text.value());
        }
        if (value instanceof Value.Number number) {
            return Numbers.text(number.value());
        }
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (value instanceof Value.Sequence sequence) {
            String kind = switch (sequence.kind()) {
                case TUPLE -> "";
                case LIST -> "list";
                case SET -> "set";
            };
            return sequence.items().stream()
                    .map(Evaluated::rendered)
                    .collect(Collectors.joining(", ", kind + "[", "]"));
        }
        if (value instanceof Value.Mapping mapping) {
            return mapping.entries().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(SetOrder.TEXTS))
                    .map(entry -> GoQuotes.quoted(entry.getKey()) + ": "
                            + rendered(entry.getValue().value()))
                    .collect(Collectors.joining(
                            ", ",
                            mapping.kind() == Value.Entries.MAP ? "map{" : "{",
                            mapping.rest() == null ? "}" : ", …}"));
        }
        return value instanceof Value.Null ? "null" : "unknown";
    }
}
