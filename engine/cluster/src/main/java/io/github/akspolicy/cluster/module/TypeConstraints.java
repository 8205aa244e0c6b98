package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Type;
import io.github.akspolicy.cluster.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads type constraints (hcl's ext/typeexpr). */
final class TypeConstraints {
    private final Evaluator evaluator;

    TypeConstraints(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** @param expression null for a variable without a type. @throws EvaluationException when it is no type */
    Type of(@Nullable Expression expression) {
        if (expression == null) {
            return Type.Primitive.ANY;
        }
        if (expression instanceof Expression.Name name) {
            return named(name.name(), expression);
        }
        if (expression instanceof Expression.Parentheses parentheses) {
            return of(parentheses.inner());
        }
        if (expression instanceof Expression.Template template
                && template.parts().size() == 1
                && template.parts().get(0) instanceof Expression.Part.Text text) {
            // as it was once written
            return named(text.text(), expression);
        }
        if (expression instanceof Expression.Call call && !call.isExpanded()) {
            return composed(call);
        }
        throw new EvaluationException(expression.at(), "this is not a type");
    }

    private static Type named(String name, Expression expression) {
        return switch (name) {
            case "string" -> Type.Primitive.STRING;
            case "number" -> Type.Primitive.NUMBER;
            case "bool" -> Type.Primitive.BOOL;
            case "any" -> Type.Primitive.ANY;
            case "list" -> new Type.ListOf(Type.Primitive.ANY);
            case "map" -> new Type.MapOf(Type.Primitive.ANY);
            case "set" -> new Type.SetOf(Type.Primitive.ANY);
            default -> throw new EvaluationException(expression.at(), name + " is not a type");
        };
    }

    private Type composed(Expression.Call call) {
        if (call.arguments().size() != 1) {
            throw new EvaluationException(call.at(), call.name() + " takes one argument in a type");
        }
        Expression argument = call.arguments().get(0);
        return switch (call.name()) {
            case "list" -> new Type.ListOf(of(argument));
            case "set" -> new Type.SetOf(of(argument));
            case "map" -> new Type.MapOf(of(argument));
            case "tuple" -> tuple(argument);
            case "object" -> object(argument);
            default -> throw new EvaluationException(call.at(), call.name() + " is not a type");
        };
    }

    private Type tuple(Expression argument) {
        if (!(argument instanceof Expression.Tuple tuple)) {
            throw new EvaluationException(argument.at(), "the types of a tuple are a list");
        }
        List<Type> items = new ArrayList<>();
        tuple.items().forEach(item -> items.add(of(item)));
        return new Type.Tuple(items);
    }

    private Type object(Expression argument) {
        if (!(argument instanceof Expression.ObjectConstructor object)) {
            throw new EvaluationException(argument.at(), "the attributes of an object are written as {name = type}");
        }
        Map<String, Type.Attribute> attributes = new LinkedHashMap<>();
        for (Expression.Item item : object.items()) {
            attributes.put(name(item.key()), attribute(item.value()));
        }
        return new Type.ObjectType(attributes);
    }

    private static String name(Expression key) {
        if (key instanceof Expression.Name name) {
            return name.name();
        }
        if (key instanceof Expression.Template template
                && template.parts().size() == 1
                && template.parts().get(0) instanceof Expression.Part.Text text) {
            return text.text();
        }
        throw new EvaluationException(key.at(), "the name of an attribute is missing");
    }

    private Type.Attribute attribute(Expression value) {
        if (!(value instanceof Expression.Call call) || !call.name().equals("optional")) {
            return new Type.Attribute(of(value), false, null);
        }
        if (call.arguments().isEmpty() || call.arguments().size() > 2) {
            throw new EvaluationException(call.at(), "optional takes a type and a default");
        }
        Type type = of(call.arguments().get(0));
        Value otherwise = call.arguments().size() == 1
                ? null
                : Conversion.to(type, evaluator.evaluate(call.arguments().get(1), Scope.CONSTANT));
        return new Type.Attribute(type, true, otherwise);
    }
}
