package io.github.akspolicy.cluster.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Types of values. {@code any} stands for the type of what is null, unknown or an element of nothing: it goes with every type.
 */
final class Types {
    private static final Type ANY = Type.Primitive.ANY;

    private Types() {}

    /** The type of a value. */
    static Type of(Value value) {
        if (value instanceof Value.Text) {
            return Type.Primitive.STRING;
        }
        if (value instanceof Value.Number) {
            return Type.Primitive.NUMBER;
        }
        if (value instanceof Value.Bool) {
            return Type.Primitive.BOOL;
        }
        if (value instanceof Value.Sequence sequence) {
            return ofSequence(sequence);
        }
        return value instanceof Value.Mapping mapping ? ofMapping(mapping) : ANY;
    }

    private static Type ofSequence(Value.Sequence sequence) {
        if (sequence.kind() == Value.Items.TUPLE) {
            return new Type.Tuple(sequence.items().stream().map(Types::of).toList());
        }
        Type of = ofEach(sequence.items());
        return sequence.kind() == Value.Items.LIST ? new Type.ListOf(of) : new Type.SetOf(of);
    }

    private static Type ofMapping(Value.Mapping mapping) {
        if (mapping.rest() != null) {
            return ANY;
        }
        if (mapping.kind() == Value.Entries.MAP) {
            return new Type.MapOf(ofEach(
                    mapping.entries().values().stream().map(Value.Entry::value).toList()));
        }
        Map<String, Type.Attribute> attributes = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> attributes.put(key, required(of(entry.value()))));
        return new Type.ObjectType(attributes);
    }

    static Type.Attribute required(Type type) {
        return new Type.Attribute(type, false, null);
    }

    /** The type of the elements of a collection, whose types differ in what is null or empty alone. */
    private static Type ofEach(List<Value> values) {
        Type all = ANY;
        for (Value value : values) {
            Type both = common(all, of(value));
            all = both == null ? all : both;
        }
        return all;
    }

    /** Whether some part of it may be of any type. */
    static boolean isOpen(Type type) {
        if (type instanceof Type.ListOf list) {
            return isOpen(list.of());
        }
        if (type instanceof Type.SetOf set) {
            return isOpen(set.of());
        }
        if (type instanceof Type.MapOf map) {
            return isOpen(map.of());
        }
        if (type instanceof Type.Tuple tuple) {
            return tuple.items().stream().anyMatch(Types::isOpen);
        }
        return type instanceof Type.ObjectType object
                ? object.attributes().values().stream().anyMatch(attribute -> isOpen(attribute.type()))
                : type == ANY;
    }

    /** The type that both are, when what is {@code any} in one is as in the other; null when they differ. */
    static @Nullable Type common(Type a, Type b) {
        if (a == ANY || b == ANY) {
            return a == ANY ? b : a;
        }
        if (a instanceof Type.ListOf first && b instanceof Type.ListOf second) {
            Type of = common(first.of(), second.of());
            return of == null ? null : new Type.ListOf(of);
        }
        if (a instanceof Type.SetOf first && b instanceof Type.SetOf second) {
            Type of = common(first.of(), second.of());
            return of == null ? null : new Type.SetOf(of);
        }
        if (a instanceof Type.MapOf first && b instanceof Type.MapOf second) {
            Type of = common(first.of(), second.of());
            return of == null ? null : new Type.MapOf(of);
        }
        if (a instanceof Type.Tuple first && b instanceof Type.Tuple second) {
            return commonTuple(first, second);
        }
        return a instanceof Type.ObjectType first && b instanceof Type.ObjectType second
                ? commonObject(first, second)
                : a == b ? a : null;
    }

    private static @Nullable Type commonTuple(Type.Tuple a, Type.Tuple b) {
        if (a.items().size() != b.items().size()) {
            return null;
        }
        List<Type> items = new ArrayList<>();
        for (int i = 0; i < a.items().size(); i++) {
            Type item = common(a.items().get(i), b.items().get(i));
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return new Type.Tuple(items);
    }

    static Type attribute(Type.ObjectType object, String name) {
        return Objects.requireNonNull(object.attributes().get(name)).type();
    }

    private static @Nullable Type commonObject(Type.ObjectType a, Type.ObjectType b) {
        if (!a.attributes().keySet().equals(b.attributes().keySet())) {
            return null;
        }
        Map<String, Type.Attribute> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, Type.Attribute> entry : a.attributes().entrySet()) {
            Type type = common(entry.getValue().type(), attribute(b, entry.getKey()));
            if (type == null) {
                return null;
            }
            attributes.put(entry.getKey(), required(type));
        }
        return new Type.ObjectType(attributes);
    }

    /** For messages: {@code list of string}. */
    static String name(Type type) {
        if (type instanceof Type.Primitive primitive) {
            return switch (primitive) {
                case STRING -> "string";
                case NUMBER -> "number";
                case BOOL -> "bool";
                case ANY -> "any type";
            };
        }
        if (type instanceof Type.ListOf list) {
            return "list of " + name(list.of());
        }
        if (type instanceof Type.SetOf set) {
            return "set of " + name(set.of());
        }
        if (type instanceof Type.MapOf map) {
            return "map of " + name(map.of());
        }
        return type instanceof Type.Tuple ? "tuple" : "object";
    }
}
