package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.Type;
import io.github.akspolicy.cluster.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whole resources as values: the configuration tells some of their attributes, and an apply the others. */
final class Open {
    /** Collections that hold no whole resource: a value that many refer to is looked through once. */
    private final Set<Value> closed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether a value is a whole resource, or holds one. */
    boolean isOpen(Value value) {
        return closed(value) != value;
    }

    /** A value with what is not known where it holds a whole resource; the same where it holds none. */
    Value closed(Value value) {
        if (closed.contains(value)) {
            return value;
        }
        Value known = looked(value);
        if (known instanceof Value.Mapping || known instanceof Value.Sequence) {
            closed.add(known);
        }
        return known;
    }

    private Value looked(Value value) {
        if (value instanceof Value.Mapping mapping) {
            if (mapping.rest() != null) {
                return mapping.rest().movedTo(mapping.at());
            }
            Map<String, Value.Entry> entries = new LinkedHashMap<>();
            boolean isSame = true;
            for (Map.Entry<String, Value.Entry> entry : mapping.entries().entrySet()) {
                Value before = entry.getValue().value();
                Value after = closed(before);
                isSame &= before == after;
                entries.put(entry.getKey(), new Value.Entry(entry.getValue().keyAt(), after));
            }
            return isSame ? value : new Value.Mapping(mapping.kind(), entries, mapping.at());
        }
        if (value instanceof Value.Sequence sequence) {
            List<Value> items = new ArrayList<>();
            boolean isSame = true;
            for (Value before : sequence.items()) {
                Value after = closed(before);
                isSame &= before == after;
                items.add(after);
            }
            return isSame ? value : new Value.Sequence(sequence.kind(), items, sequence.at());
        }
        return value;
    }

    /**
     * Objects of JSON that are written where they are, which may be blocks: what they leave out is filled by their provider.
     *
     * @param rest what the value is where it is not known
     */
    static Value json(Value value, Expression written, Value.Unknown rest) {
        if (value instanceof Value.Mapping mapping && written instanceof Expression.ObjectConstructor object) {
            Map<String, Value.Entry> entries = new LinkedHashMap<>();
            Iterator<Expression.Item> items = object.items().iterator();
            boolean isSame = object.items().size() == mapping.entries().size();
            mapping.entries().forEach((key, entry) -> {
                Value inner = isSame
                        ? json(entry.value(), items.next().value(), Unknowns.attribute(rest, key, rest.at()))
                        : entry.value();
                entries.put(key, new Value.Entry(entry.keyAt(), inner));
            });
            return new Value.Mapping(mapping.kind(), entries, mapping.at(), rest);
        }
        if (value instanceof Value.Sequence sequence && written instanceof Expression.Tuple tuple) {
            List<Value> items = new ArrayList<>();
            for (int i = 0; i < sequence.items().size(); i++) {
                Value index = new Value.Number(BigDecimal.valueOf(i), rest.at());
                items.add(
                        json(sequence.items().get(i), tuple.items().get(i), Unknowns.element(rest, index, rest.at())));
            }
            return new Value.Sequence(sequence.kind(), items, sequence.at());
        }
        return value;
    }

    /** A value as a type asks for it: of a whole resource, the attributes that the type names. */
    Value to(Type type, Value value) {
        return Conversion.to(type, opened(type, value));
    }

    private Value opened(Type type, Value value) {
        if (type == Type.Primitive.ANY) {
            return value;
        }
        if (type instanceof Type.ObjectType object && value instanceof Value.Mapping mapping) {
            return object(object, mapping);
        }
        Type inner = type instanceof Type.ListOf list
                ? list.of()
                : type instanceof Type.SetOf set ? set.of() : type instanceof Type.MapOf map ? map.of() : null;
        if (inner != null && value instanceof Value.Sequence sequence) {
            List<Value> items =
                    sequence.items().stream().map(item -> opened(inner, item)).toList();
            return new Value.Sequence(sequence.kind(), items, sequence.at());
        }
        if (inner != null && value instanceof Value.Mapping mapping && mapping.rest() == null) {
            Map<String, Value.Entry> entries = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Value.Entry(entry.keyAt(), opened(inner, entry.value()))));
            return new Value.Mapping(mapping.kind(), entries, mapping.at());
        }
        return closed(value);
    }

    private Value object(Type.ObjectType type, Value.Mapping mapping) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>(mapping.entries());
        type.attributes().forEach((name, attribute) -> {
            Value.Entry known = entries.get(name);
            if (known != null || mapping.rest() != null) {
                Value value = Access.attribute(mapping, name, mapping.at());
                entries.put(
                        name,
                        new Value.Entry(known == null ? mapping.at() : known.keyAt(), opened(attribute.type(), value)));
            }
        });
        return new Value.Mapping(mapping.kind(), entries, mapping.at());
    }
}
