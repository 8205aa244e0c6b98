package io.github.akspolicy.cluster.value;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Type constraints, as HCL reads them out of an expression (hashicorp/hcl ext/typeexpr, v2.24). */
final class TypeExpressions {
    /** Types within types; a configuration that people write has five. */
    private static final int DEEPEST = 100;

    private final Function<Expression, Value> constants;
    private int depth;

    TypeExpressions(Function<Expression, Value> constants) {
        this.constants = constants;
    }

    /** The type of a variable, for which short forms of Terraform 0.11 count, too. */
    Type ofVariable(Expression expression) {
        String word = word(expression);
        if (word != null) {
            return switch (word) {
                case "list" -> new Type.ListOf(Type.Primitive.ANY);
                case "map" -> new Type.MapOf(Type.Primitive.ANY);
                default -> of(expression);
            };
        }
        return of(expression);
    }

    /** A word alone, as it is or in the quotes of Terraform 0.11; null for everything else. */
    private static @Nullable String word(Expression expression) {
        if (expression instanceof Expression.Name name) {
            return name.name();
        }
        if (expression instanceof Expression.Template template
                && template.parts().size() == 1
                && template.parts().get(0) instanceof Expression.Part.Text text) {
            return text.text();
        }
        return null;
    }

    private Type of(Expression expression) {
        if (expression instanceof Expression.Call call) {
            if (++depth > DEEPEST) {
                throw new EvaluationException(call.at(), "the type is nested deeper than " + DEEPEST + " levels");
            }
            Type type = constructed(call);
            depth--;
            return type;
        }
        String word = word(expression);
        if (word == null) {
            throw new EvaluationException(
                    expression.at(), "a type is bool, number, string or a constructor such as list(string)");
        }
        return switch (word) {
            case "string" -> Type.Primitive.STRING;
            case "number" -> Type.Primitive.NUMBER;
            case "bool" -> Type.Primitive.BOOL;
            case "any" -> Type.Primitive.ANY;
            default -> throw new EvaluationException(expression.at(), wrongWord(word));
        };
    }

    private static String wrongWord(String word) {
        return switch (word) {
            case "list", "set", "map" -> "the type " + word + " needs the type of its elements: " + word + "(string)";
            case "object" -> "the type object needs its attributes: object({name = string})";
            case "tuple" -> "the type tuple needs the types of its elements: tuple([string])";
            default -> "unknown type " + word;
        };
    }

    private Type constructed(Expression.Call call) {
        String name = call.name();
        switch (name) {
            case "string", "number", "bool", "any" ->
                throw new EvaluationException(call.at(), "the type " + name + " takes no arguments");
            case "list", "set", "map", "object", "tuple" -> {}
            case "optional" ->
                throw new EvaluationException(call.at(), "optional is only valid for an attribute of an object type");
            default -> throw new EvaluationException(call.at(), "unknown type " + name);
        }
        if (call.arguments().size() != 1) {
            throw new EvaluationException(call.at(), "the type " + name + " takes one argument");
        }
        Expression argument = call.arguments().get(0);
        return switch (name) {
            case "list" -> new Type.ListOf(of(argument));
            case "set" -> new Type.SetOf(of(argument));
            case "map" -> new Type.MapOf(of(argument));
            case "object" -> object(argument);
            default -> tuple(argument);
        };
    }

    private Type tuple(Expression argument) {
        if (!(argument instanceof Expression.Tuple tuple)) {
            throw new EvaluationException(argument.at(), "the type tuple takes a list of types");
        }
        List<Type> items = new ArrayList<>();
        tuple.items().forEach(item -> items.add(of(item)));
        return new Type.Tuple(items);
    }

    private Type object(Expression argument) {
        if (!(argument instanceof Expression.ObjectConstructor object)) {
            throw new EvaluationException(argument.at(), "the type object takes names of attributes with their types");
        }
        Map<String, Type.Attribute> attributes = new LinkedHashMap<>();
        for (Expression.Item item : object.items()) {
            if (!(item.key() instanceof Expression.Name key)) {
                throw new EvaluationException(item.key().at(), "the name of an attribute must be a word");
            }
            if (attributes.containsKey(key.name())) {
                throw new EvaluationException(key.at(), "attribute " + key.name() + " is defined twice");
            }
            attributes.put(key.name(), attribute(item.value()));
        }
        return new Type.ObjectType(attributes);
    }

    private Type.Attribute attribute(Expression type) {
        if (!(type instanceof Expression.Call call && call.name().equals("optional"))) {
            return new Type.Attribute(of(type), false, null);
        }
        List<Expression> arguments = call.arguments();
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new EvaluationException(call.at(), "optional takes a type, and perhaps a default");
        }
        Type of = of(arguments.get(0));
        return new Type.Attribute(of, true, arguments.size() == 1 ? null : otherwise(of, arguments.get(1)));
    }

    private Value otherwise(Type type, Expression expression) {
        Value value = constants.apply(expression);
        Position at = expression.at();
        try {
            return Conversion.to(type, value);
        } catch (EvaluationException wrong) {
            throw new EvaluationException(
                    at, "the default does not have the type of its attribute: " + wrong.getMessage());
        }
    }
}
