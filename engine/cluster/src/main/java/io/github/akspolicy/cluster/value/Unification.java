package io.github.akspolicy.cluster.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one type that values of several types become (github.com/zclconf/go-cty cty/convert, v1.16). */
final class Unification {
    private static final Type ANY = Type.Primitive.ANY;

    private Unification() {}

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

    private static @Nullable Type unifiedElements(List<Type> types, UnaryOperator<Type> collection) {
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
                    .map(object -> Types.attribute((Type.ObjectType) object, name))
                    .toList());
            if (type == null) {
                return null;
            }
            attributes.put(name, Types.required(type));
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
}
