package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which value becomes which, as Terraform converts them (github.com/zclconf/go-cty docs/convert.md). */
public final class Conversion {
    private Conversion() {}

    /**
     * A value as a type asks for it; places stay those of the value. Unknown stays unknown.
     *
     * @throws EvaluationException at the value, when it cannot become one
     */
    public static Value to(Type type, Value value) {
        if (value instanceof Value.Unknown || value instanceof Value.Null) {
            return value;
        }
        if (value instanceof Value.Mapping mapping && mapping.rest() != null && type != Type.Primitive.ANY) {
            return mapping.rest().movedTo(value.at());
        }
        if (type instanceof Type.Primitive primitive) {
            return primitive(primitive, value);
        }
        if (type instanceof Type.ListOf list) {
            return list(list, value);
        }
        if (type instanceof Type.SetOf set) {
            return set(set, value);
        }
        if (type instanceof Type.MapOf map) {
            return map(map, value);
        }
        return type instanceof Type.Tuple tuple ? tuple(tuple, value) : object((Type.ObjectType) type, value);
    }

    private static Value primitive(Type.Primitive type, Value value) {
        return switch (type) {
            case ANY -> value;
            case STRING -> value instanceof Value.Text ? value : new Value.Text(text(value, value.at()), value.at());
            case NUMBER -> number(value);
            case BOOL -> bool(value);
        };
    }

    private static Value number(Value value) {
        if (value instanceof Value.Number) {
            return value;
        }
        BigDecimal number = value instanceof Value.Text text ? Numbers.parsed(text.value()) : null;
        if (number == null) {
            throw required(Type.Primitive.NUMBER, value);
        }
        return new Value.Number(number, value.at());
    }

    private static Value bool(Value value) {
        if (value instanceof Value.Bool) {
            return value;
        }
        String text = value instanceof Value.Text known ? known.value() : "";
        return switch (text) {
            case "true", "1" -> new Value.Bool(true, value.at());
            case "false", "0" -> new Value.Bool(false, value.at());
            default -> throw required(Type.Primitive.BOOL, value);
        };
    }

    private static Value list(Type.ListOf type, Value value) {
        Value.Sequence given = sequence(type, value);
        if (given.kind() == Value.Items.SET && !Known.hasKnownLength(given)) {
            return Known.unknown(given, "tolist", value.at());
        }
        return new Value.Sequence(Value.Items.LIST, each(type.of(), given.items(), type, value), value.at());
    }

    private static Value set(Type.SetOf type, Value value) {
        Value.Sequence given = sequence(type, value);
        List<Value> items = each(type.of(), given.items(), type, value);
        return SetOrder.set(items, value.at());
    }

    private static Value.Sequence sequence(Type type, Value value) {
        if (value instanceof Value.Sequence sequence) {
            return sequence;
        }
        throw required(type, value);
    }

    /** Elements as one type; where that is open, as the one that all of them become. */
    private static List<Value> each(Type type, List<Value> values, Type collection, Value whole) {
        List<Value> converted = new ArrayList<>();
        values.forEach(value -> converted.add(to(type, value)));
        if (!Types.isOpen(type)) {
            return converted;
        }
        List<Value> unified = unify(converted);
        if (unified == null && Known.firstUnknown(converted) == null) {
            throw required(collection, whole);
        }
        return unified == null ? converted : unified;
    }

    private static Value map(Type.MapOf type, Value value) {
        if (!(value instanceof Value.Mapping mapping)) {
            throw required(type, value);
        }
        List<Value> values =
                mapping.entries().values().stream().map(Value.Entry::value).toList();
        List<Value> converted = each(type.of(), values, type, value);
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<String, Value.Entry> entry : mapping.entries().entrySet()) {
            entries.put(entry.getKey(), new Value.Entry(entry.getValue().keyAt(), converted.get(i++)));
        }
        return new Value.Mapping(Value.Entries.MAP, entries, value.at());
    }

    private static Value tuple(Type.Tuple type, Value value) {
        if (!(value instanceof Value.Sequence given && given.kind() == Value.Items.TUPLE)) {
            throw required(type, value);
        }
        if (given.items().size() != type.items().size()) {
            throw new EvaluationException(
                    value.at(),
                    "the tuple must have " + type.items().size() + " elements, and has "
                            + given.items().size());
        }
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < given.items().size(); i++) {
            items.add(to(type.items().get(i), given.items().get(i)));
        }
        return new Value.Sequence(Value.Items.TUPLE, items, value.at());
    }

    private static Value object(Type.ObjectType type, Value value) {
        if (!(value instanceof Value.Mapping mapping)) {
            throw required(type, value);
        }
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        type.attributes()
                .forEach((name, attribute) -> entries.put(
                        name, attribute(name, attribute, mapping.entries().get(name), value)));
        return new Value.Mapping(Value.Entries.OBJECT, entries, value.at());
    }

    private static Value.Entry attribute(
            String name, Type.Attribute attribute, Value.@Nullable Entry given, Value whole) {
        if (given == null && !attribute.isOptional()) {
            throw new EvaluationException(whole.at(), "attribute \"" + name + "\" is required");
        }
        Value otherwise = attribute.otherwise();
        if (otherwise != null && (given == null || given.value() instanceof Value.Null)) {
            return new Value.Entry(otherwise.at(), otherwise);
        }
        return given == null
                ? new Value.Entry(whole.at(), new Value.Null(whole.at()))
                : new Value.Entry(given.keyAt(), to(attribute.type(), given.value()));
    }

    private static EvaluationException required(Type type, Value value) {
        return new EvaluationException(value.at(), Types.name(type) + " required, not " + Types.name(Types.of(value)));
    }

    /**
     * A value as text.
     *
     * @throws EvaluationException at {@code at}, when it is none and becomes none
     */
    public static String text(Value known, Position at) {
        if (known instanceof Value.Text text) {
            return text.value();
        }
        if (known instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (known instanceof Value.Number number && Numbers.isWritable(number.value())) {
            return Numbers.text(number.value());
        }
        throw new EvaluationException(
                at,
                known instanceof Value.Null
                        ? "a null value has no text"
                        : "string required, not " + Types.name(Types.of(known)));
    }

    /**
     * The chosen side of a condition, as the type that both sides become; as it is while something unknown may still decide that type.
     *
     * @throws EvaluationException at {@code at}, when the sides are of no common type
     */
    public static Value chosen(Value value, Value other, Position at) {
        List<Value> sides = List.of(value, other);
        Type type = Unification.unified(sides.stream().map(Types::of).toList());
        boolean isOpen = Known.firstUnknown(sides) != null;
        if (type == null && !isOpen) {
            throw new EvaluationException(at, "the sides of the condition do not have a common type");
        }
        try {
            return type == null ? value : to(type, value);
        } catch (EvaluationException wrong) {
            if (isOpen) {
                return value;
            }
            throw new EvaluationException(
                    at, "the sides of the condition do not have a common type: " + wrong.getMessage());
        }
    }

    /**
     * The values as one type, or null where there is none, which is an error for the sides of a condition when all of them are
     * known.
     *
     * @throws EvaluationException at a value that there is a way for, which fails: {@code "x"} as a number
     */
    public static @Nullable List<Value> unify(List<Value> values) {
        Type type = Unification.unified(values.stream().map(Types::of).toList());
        if (type == null) {
            return null;
        }
        List<Value> unified = new ArrayList<>();
        for (Value value : values) {
            unified.add(to(type, value));
        }
        return unified;
    }

    /** {@code a == b}: false where the types differ; unknown where what decides is. */
    public static Value equal(Value a, Value b, Position at) {
        Boolean equal = Equality.of(a, b);
        if (equal != null) {
            return new Value.Bool(equal, at);
        }
        return Known.unknown(List.of(a, b), Known.rendered(a) + " == " + Known.rendered(b), at);
    }
}
