package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Type;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Attributes and elements of values (hcl's ops.go: GetAttr and Index). */
final class Access {
    private Access() {}

    /** {@code of.name}. @throws EvaluationException when there is none */
    static Value attribute(Value of, String name, Position at) {
        if (of instanceof Value.Unknown unknown) {
            return Unknowns.attribute(unknown, name, at);
        }
        if (of instanceof Value.Null) {
            throw new EvaluationException(at, "this value is null, and has no attribute " + name);
        }
        if (of instanceof Value.Mapping mapping) {
            Value entry = entry(mapping, name, at);
            if (entry != null) {
                return entry;
            }
            throw new EvaluationException(at, "this object has no attribute " + name);
        }
        throw new EvaluationException(
                at,
                of instanceof Value.Sequence
                        ? "this is a list, of which an element has the attribute " + name + ", not the list"
                        : "this value has no attributes, and none named " + name);
    }

    private static @Nullable Value entry(Value.Mapping mapping, String name, Position at) {
        Value.Entry entry = mapping.entries().get(name);
        Value.Unknown rest = mapping.rest();
        if (rest != null && (entry == null || isLeftOut(entry.value()))) {
            // its provider may fill it
            return Unknowns.attribute(rest, name, at);
        }
        return entry == null ? null : entry.value();
    }

    private static boolean isLeftOut(Value value) {
        return value instanceof Value.Null
                || value instanceof Value.Sequence sequence && sequence.items().isEmpty();
    }

    /** {@code of[key]}. @throws EvaluationException when there is none */
    static Value element(Value of, Value key, Position at) {
        if (of instanceof Value.Unknown unknown) {
            return Unknowns.element(unknown, key, at);
        }
        if (of instanceof Value.Null) {
            throw new EvaluationException(at, "this value is null, and has no elements");
        }
        if (key instanceof Value.Null) {
            throw new EvaluationException(key.at(), "an index cannot be null");
        }
        if (of instanceof Value.Sequence sequence && sequence.kind() != Value.Items.SET) {
            return key instanceof Value.Unknown unknown ? unknownKey(of, unknown, at) : item(sequence, key, at);
        }
        if (of instanceof Value.Mapping mapping) {
            if (key instanceof Value.Unknown unknown) {
                return unknownKey(of, unknown, at);
            }
            String name = Conversion.text(key, key.at());
            return element(mapping, name, key, at);
        }
        throw new EvaluationException(
                at,
                of instanceof Value.Sequence
                        ? "the elements of a set have no index; use a for expression, or tolist"
                        : "this value has no elements");
    }

    private static Value element(Value.Mapping mapping, String name, Value key, Position at) {
        Value.Entry entry = mapping.entries().get(name);
        Value.Unknown rest = mapping.rest();
        if (rest != null && (entry == null || isLeftOut(entry.value()))) {
            return Unknowns.element(rest, key, at);
        }
        if (entry == null) {
            throw new EvaluationException(at, "this value has no element \"" + name + "\"");
        }
        return entry.value();
    }

    /** One of several elements, of which it is not known which. */
    private static Value unknownKey(Value of, Value.Unknown key, Position at) {
        Value.Unknown rest = restOfItems(of);
        return rest != null
                ? new Value.Unknown(rest.expression(), rest.partial(), key.reason(), at, key.declaredAt())
                : Unknowns.made(Unknowns.shown(of) + "[" + key.expression() + "]", at, key);
    }

    /** What the instances of a resource are; null when these are other values. */
    private static Value.@Nullable Unknown restOfItems(Value of) {
        Value first = null;
        if (of instanceof Value.Sequence sequence && !sequence.items().isEmpty()) {
            first = sequence.items().get(0);
        } else if (of instanceof Value.Mapping mapping && !mapping.entries().isEmpty()) {
            first = mapping.entries().values().iterator().next().value();
        }
        return first instanceof Value.Mapping item ? item.rest() : null;
    }

    private static Value item(Value.Sequence sequence, Value key, Position at) {
        Value number = Conversion.to(Type.Primitive.NUMBER, key);
        if (!(number instanceof Value.Number known)) {
            throw new EvaluationException(key.at(), "the index of a list is a number");
        }
        BigDecimal index = known.value();
        if (index.stripTrailingZeros().scale() > 0) {
            throw new EvaluationException(key.at(), "the index of a list is a whole number");
        }
        if (index.signum() < 0
                || index.compareTo(BigDecimal.valueOf(sequence.items().size())) >= 0) {
            throw new EvaluationException(
                    at,
                    "this list has " + sequence.items().size() + " elements, and none at index "
                            + index.toPlainString());
        }
        return sequence.items().get(index.intValueExact());
    }
}
