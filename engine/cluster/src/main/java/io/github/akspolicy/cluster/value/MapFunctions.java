package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.ANYTHING;
import static io.github.akspolicy.cluster.value.Function.Parameter.NUMBER;
import static io.github.akspolicy.cluster.value.Function.Parameter.PERHAPS_TEXT;
import static io.github.akspolicy.cluster.value.Function.Parameter.SHAPE;
import static io.github.akspolicy.cluster.value.Function.Parameter.TEXTS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions of maps and objects, and those that take an element out of something. */
final class MapFunctions {
    private MapFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("coalesce", Function.ofMany(MapFunctions::coalesce, ANYTHING)),
                Map.entry("coalescelist", Function.ofMany(MapFunctions::coalesceList, ANYTHING)),
                Map.entry("contains", Function.of(MapFunctions::contains, SHAPE, SHAPE)),
                Map.entry("element", Function.of(MapFunctions::element, SHAPE, NUMBER)),
                Map.entry("index", Function.of(MapFunctions::index, SHAPE, SHAPE)),
                Map.entry("keys", Function.of(MapFunctions::keys, SHAPE)),
                Map.entry("length", Function.of(MapFunctions::length, SHAPE)),
                Map.entry("lookup", Function.ofMany(MapFunctions::lookup, ANYTHING, notNull(ANYTHING), PERHAPS_TEXT)),
                Map.entry("merge", Function.ofMany(MapFunctions::merge, ANYTHING)),
                Map.entry("one", Function.of(MapFunctions::one, SHAPE)),
                Map.entry("transpose", Function.of(MapFunctions::transpose, mapOfTexts())),
                Map.entry("values", Function.of(MapFunctions::values, SHAPE)),
                Map.entry("zipmap", Function.of(MapFunctions::zipmap, TEXTS, SHAPE)));
    }

    private static Function.Parameter notNull(Function.Parameter parameter) {
        return new Function.Parameter(parameter.type(), parameter.needs(), false);
    }

    private static Function.Parameter mapOfTexts() {
        return new Function.Parameter(
                new Type.MapOf(new Type.ListOf(Type.Primitive.STRING)), Function.Needs.ALL, false);
    }

    private static Value coalesce(Call call) {
        List<Value> arguments = Function.at(call.name() + ": ", call.at(), () -> Conversion.unify(call.arguments()));
        if (arguments == null && call.arguments().stream().noneMatch(MapFunctions::isOfAnyType)) {
            throw call.wrong("the arguments must have one type");
        }
        List<Value> candidates = arguments == null ? call.arguments() : arguments;
        boolean areTexts =
                Unification.unified(candidates.stream().map(Types::of).toList()) == Type.Primitive.STRING;
        for (Value argument : candidates) {
            if (argument instanceof Value.Unknown) {
                return call.unknown();
            }
            boolean isEmpty = areTexts
                    && argument instanceof Value.Text text
                    && text.value().isEmpty();
            if (!(argument instanceof Value.Null) && !isEmpty) {
                return argument;
            }
        }
        throw call.wrong("every argument is null or an empty string");
    }

    private static boolean isOfAnyType(Value value) {
        return value instanceof Value.Null || value instanceof Value.Unknown;
    }

    private static Value coalesceList(Call call) {
        for (int i = 0; i < call.count() && !(call.get(i) instanceof Value.Unknown); i++) {
            if (!(call.get(i) instanceof Value.Null)) {
                call.list(i);
            }
        }
        for (int i = 0; i < call.count(); i++) {
            if (call.get(i) instanceof Value.Unknown) {
                return call.unknown();
            }
            if (!(call.get(i) instanceof Value.Null) && !call.list(i).items().isEmpty()) {
                return call.get(i);
            }
        }
        throw call.wrong("every argument is null or empty");
    }

    private static Value contains(Call call) {
        boolean isCertain = true;
        for (Value item : call.items(0)) {
            Boolean equal = Equality.of(call.get(1), item);
            if (equal == null) {
                isCertain = false;
            } else if (equal) {
                return call.made(true);
            }
        }
        return isCertain ? call.made(false) : call.unknown();
    }

    private static Value element(Call call) {
        List<Value> items = call.list(0).items();
        int index = call.integer(1);
        if (items.isEmpty()) {
            throw call.wrong("the list is empty");
        }
        return items.get(Math.floorMod(index, items.size()));
    }

    private static Value index(Call call) {
        List<Value> items = call.list(0).items();
        for (int i = 0; i < items.size(); i++) {
            Boolean equal = Equality.of(items.get(i), call.get(1));
            if (equal == null) {
                return call.unknown();
            }
            if (equal) {
                return call.made(i);
            }
        }
        throw call.wrong("item not found");
    }

    private static Value keys(Call call) {
        Value.Mapping mapping = call.mapping(0);
        List<Value> keys = new ArrayList<>();
        sorted(mapping).forEach((key, entry) -> keys.add(new Value.Text(key, call.at())));
        return call.made(kind(mapping), keys);
    }

    private static Value values(Call call) {
        Value.Mapping mapping = call.mapping(0);
        return call.made(
                kind(mapping),
                sorted(mapping).values().stream().map(Value.Entry::value).toList());
    }

    private static Map<String, Value.Entry> sorted(Value.Mapping mapping) {
        Map<String, Value.Entry> sorted = new TreeMap<>(SetOrder.TEXTS);
        sorted.putAll(mapping.entries());
        return sorted;
    }

    private static Value.Items kind(Value.Mapping mapping) {
        return mapping.kind() == Value.Entries.MAP ? Value.Items.LIST : Value.Items.TUPLE;
    }

    private static Value length(Call call) {
        if (call.get(0) instanceof Value.Sequence sequence) {
            return Known.hasKnownLength(sequence) ? call.made(sequence.items().size()) : call.unknown();
        }
        if (call.get(0) instanceof Value.Mapping mapping) {
            return call.made(mapping.entries().size());
        }
        if (call.get(0) instanceof Value.Text text) {
            return call.made(Graphemes.count(text.value()));
        }
        throw call.wrong("the argument must be a string, a collection or a structure");
    }

    private static Value lookup(Call call) {
        if (call.count() > 3) {
            throw call.wrong("takes two or three arguments");
        }
        if (call.get(0) instanceof Value.Unknown || call.get(1) instanceof Value.Unknown) {
            return call.unknown();
        }
        Value.Mapping mapping = call.mapping(0);
        Value otherwise = call.count() < 3 ? null : otherwise(call, mapping);
        Value.Entry entry = mapping.entries().get(call.text(1));
        if (entry != null) {
            return entry.value();
        }
        if (mapping.rest() != null) {
            return call.unknown();
        }
        if (otherwise == null) {
            throw call.wrong("there is no key \"" + call.text(1) + "\"");
        }
        return otherwise;
    }

    /** The default, of a map as one of its elements. */
    private static Value otherwise(Call call, Value.Mapping mapping) {
        if (mapping.kind() == Value.Entries.OBJECT) {
            return call.get(2);
        }
        Type of = ((Type.MapOf) Types.of(mapping)).of();
        return Function.at(call.name() + ": the default: ", call.at(), () -> Conversion.to(of, call.get(2)));
    }

    /** What comes behind something unknown stays known, whatever that has; of every other key it may decide. */
    private static Value merge(Call call) {
        Map<String, Value.Entry> merged = new LinkedHashMap<>();
        boolean isMap = call.count() > 0;
        boolean isWhole = true;
        Type type = Type.Primitive.ANY;
        for (int i = 0; i < call.count(); i++) {
            isWhole &= !isOpen(call.get(i));
            if (isOpen(call.get(i))) {
                merged.clear();
            }
            if (call.get(i) instanceof Value.Unknown) {
                isMap = false;
            } else if (call.get(i) instanceof Value.Null) {
                isMap = false;
            } else {
                Value.Mapping mapping = call.mapping(i);
                merged.putAll(mapping.entries());
                Type both = Types.common(type, Types.of(mapping));
                isMap &= both instanceof Type.MapOf;
                type = both == null ? type : both;
            }
        }
        if (isWhole) {
            return new Value.Mapping(isMap ? Value.Entries.MAP : Value.Entries.OBJECT, merged, call.at());
        }
        Value.Unknown rest = (Value.Unknown) call.unknown();
        return merged.isEmpty() ? rest : new Value.Mapping(Value.Entries.OBJECT, merged, call.at(), rest);
    }

    private static boolean isOpen(Value value) {
        return value instanceof Value.Unknown || value instanceof Value.Mapping mapping && mapping.rest() != null;
    }

    private static Value one(Call call) {
        Value.Sequence sequence = call.sequence(0);
        if (!Known.hasKnownLength(sequence)) {
            return call.unknown();
        }
        return switch (sequence.items().size()) {
            case 0 -> new Value.Null(call.at());
            case 1 -> sequence.items().get(0);
            default -> throw call.wrong("the list has more than one element");
        };
    }

    private static Value transpose(Call call) {
        Map<String, List<Value>> turned = new TreeMap<>(SetOrder.TEXTS);
        sorted(call.mapping(0)).forEach((key, entry) -> {
            if (!(entry.value() instanceof Value.Sequence texts)) {
                throw call.wrong("a list of the map is null");
            }
            for (Value text : texts.items()) {
                if (!(text instanceof Value.Text known)) {
                    throw call.wrong("a string of the map is null");
                }
                turned.computeIfAbsent(known.value(), none -> new ArrayList<>()).add(new Value.Text(key, call.at()));
            }
        });
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        turned.forEach((key, texts) ->
                entries.put(key, new Value.Entry(call.at(), new Value.Sequence(Value.Items.LIST, texts, call.at()))));
        return new Value.Mapping(Value.Entries.MAP, entries, call.at());
    }

    private static Value zipmap(Call call) {
        List<Value> keys = call.items(0);
        Value.Sequence values = call.list(1);
        if (keys.size() != values.items().size()) {
            throw call.wrong(
                    "there are " + keys.size() + " keys and " + values.items().size() + " values");
        }
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!(keys.get(i) instanceof Value.Text key)) {
                throw call.wrong("a key is null");
            }
            entries.put(key.value(), new Value.Entry(key.at(), values.items().get(i)));
        }
        boolean isMap = values.kind() == Value.Items.LIST;
        return new Value.Mapping(isMap ? Value.Entries.MAP : Value.Entries.OBJECT, entries, call.at());
    }
}
