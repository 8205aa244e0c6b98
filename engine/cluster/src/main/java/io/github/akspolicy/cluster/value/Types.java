package io.github.akspolicy.cluster.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Types of values, and the one type that values of several become (github.com/zclconf/go-cty cty/convert, v1.16). {@code any}
 * stands for the type of what is null, unknown or an element of nothing: it goes with every type.
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

    private static Type attribute(Type.ObjectType object, String name) {
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

    /** The most specific type that all become, or null. */
    static @Nullable Type unified(List<Type> all) {
        Set<Type> known = new LinkedHashSet<>(all);
        known.remove(ANY);
        List<Type> types = List.copyOf(known);
        if (types.size() < 2) {
            return types.isEmpty() ? ANY : types.get(0);
        }
        Type structural = unifiedStructure(types);
        boolean isOfOneKind =
                types.stream().allMatch(type -> type.getClass() == types.get(0).getClass());
        boolean isPrimitive = types.get(0) instanceof Type.Primitive;
        return structural == null && (isPrimitive || !isOfOneKind) ? mostGeneral(types) : structural;
    }

    private static @Nullable Type unifiedStructure(List<Type> types) {
        int maps = count(types, Type.MapOf.class);
        int objects = count(types, Type.ObjectType.class);
        int lists = count(types, Type.ListOf.class);
        int tuples = count(types, Type.Tuple.class);
        int size = types.size();
        if (maps + objects == size) {
            return maps == 0 ? unifiedObjects(types) : unifiedElements(types, Type.MapOf::new);
        }
        if (lists + tuples == size) {
            return lists == 0 ? unifiedTuples(types) : unifiedElements(types, Type.ListOf::new);
        }
        return count(types, Type.SetOf.class) == size ? unifiedElements(types, Type.SetOf::new) : null;
    }

    private static int count(List<Type> types, Class<? extends Type> kind) {
        return (int) types.stream().filter(kind::isInstance).count();
    }

    private static @Nullable Type unifiedElements(
            List<Type> types, java.util.function.Function<Type, Type> collection) {
        List<Type> elements = new ArrayList<>();
        types.forEach(type -> elements.addAll(elements(type)));
        Type of = unified(elements);
        return of == null ? null : collection.apply(of);
    }

    private static List<Type> elements(Type type) {
        if (type instanceof Type.ListOf list) {
            return List.of(list.of());
        }
        if (type instanceof Type.SetOf set) {
            return List.of(set.of());
        }
        if (type instanceof Type.MapOf map) {
            return List.of(map.of());
        }
        if (type instanceof Type.Tuple tuple) {
            return tuple.items();
        }
        return type instanceof Type.ObjectType object
                ? object.attributes().values().stream()
                        .map(Type.Attribute::type)
                        .toList()
                : List.of();
    }

    /** Objects of the same attributes stay objects; else they are a map. */
    private static @Nullable Type unifiedObjects(List<Type> types) {
        Set<String> names = ((Type.ObjectType) types.get(0)).attributes().keySet();
        if (!types.stream()
                .allMatch(type -> ((Type.ObjectType) type).attributes().keySet().equals(names))) {
            return unifiedElements(types, Type.MapOf::new);
        }
        Map<String, Type.Attribute> attributes = new LinkedHashMap<>();
        for (String name : names) {
            Type type = unified(types.stream()
                    .map(object -> attribute((Type.ObjectType) object, name))
                    .toList());
            if (type == null) {
                return null;
            }
            attributes.put(name, required(type));
        }
        return new Type.ObjectType(attributes);
    }

    /** Tuples of the same length stay tuples; else they are a list. */
    private static @Nullable Type unifiedTuples(List<Type> types) {
        int length = ((Type.Tuple) types.get(0)).items().size();
        if (types.stream().anyMatch(type -> ((Type.Tuple) type).items().size() != length)) {
            return unifiedElements(types, Type.ListOf::new);
        }
        List<Type> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int index = i;
            Type type = unified(types.stream()
                    .map(tuple -> ((Type.Tuple) tuple).items().get(index))
                    .toList());
            if (type == null) {
                return null;
            }
            items.add(type);
        }
        return new Type.Tuple(items);
    }

    /** One of the types themselves that all others become: the most general first. */
    private static @Nullable Type mostGeneral(List<Type> types) {
        return Generality.sorted(types).stream()
                .filter(candidate -> types.stream().allMatch(type -> becomes(type, candidate)))
                .findFirst()
                .orElse(null);
    }

    /** Whether there is a way from one type to the other, that may still fail for a value. */
    static boolean becomes(Type from, Type to) {
        if (from == ANY || to == ANY || from.equals(to)) {
            return true;
        }
        if (to instanceof Type.Primitive) {
            return from instanceof Type.Primitive && (to == Type.Primitive.STRING || from == Type.Primitive.STRING);
        }
        if (to instanceof Type.ListOf || to instanceof Type.SetOf) {
            boolean isSequence =
                    from instanceof Type.ListOf || from instanceof Type.SetOf || from instanceof Type.Tuple;
            return isSequence && elementsBecome(from, elements(to).get(0));
        }
        if (to instanceof Type.MapOf map) {
            return (from instanceof Type.MapOf || from instanceof Type.ObjectType) && elementsBecome(from, map.of());
        }
        return to instanceof Type.Tuple tuple ? becomesTuple(from, tuple) : becomesObject(from, (Type.ObjectType) to);
    }

    private static boolean elementsBecome(Type from, Type element) {
        Type of = element == ANY ? unified(elements(from)) : element;
        return of != null && elements(from).stream().allMatch(type -> becomes(type, of));
    }

    private static boolean becomesTuple(Type from, Type.Tuple to) {
        if (!(from instanceof Type.Tuple tuple)
                || tuple.items().size() != to.items().size()) {
            return false;
        }
        for (int i = 0; i < to.items().size(); i++) {
            if (!becomes(tuple.items().get(i), to.items().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean becomesObject(Type from, Type.ObjectType to) {
        if (from instanceof Type.MapOf map) {
            return to.attributes().values().stream()
                    .allMatch(attribute -> attribute.isOptional() || becomes(map.of(), attribute.type()));
        }
        return from instanceof Type.ObjectType object
                && to.attributes().entrySet().stream().allMatch(entry -> {
                    Type.Attribute given = object.attributes().get(entry.getKey());
                    return given == null
                            ? entry.getValue().isOptional()
                            : becomes(given.type(), entry.getValue().type());
                });
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
