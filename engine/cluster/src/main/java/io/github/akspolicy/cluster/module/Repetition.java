package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Type;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instances that {@code count} or {@code for_each} make of a block.
 *
 * @param kind what the block has
 * @param each in order; a single one where their number is not known
 * @param number why their number is not known; null where it is
 */
record Repetition(Kind kind, List<Each> each, Value.@Nullable Unknown number) {
    private static final int MOST = 20_000;

    /** What makes the instances. */
    enum Kind {
        NONE,
        COUNT,
        FOR_EACH
    }

    /**
     * An instance.
     *
     * @param key {@code [0]}, {@code ["a"]} or {@code [*]}; empty for the only one
     * @param index its number or key; null for the only one, and where it is not known
     * @param names what {@code count} or {@code each} mean in it
     */
    record Each(String key, @Nullable Value index, Map<String, Value> names) {}

    /** The instances of a block. */
    static Repetition of(Body body, NameScope scope, Evaluator evaluator) {
        Expression count = expression(body, "count");
        Expression forEach = expression(body, "for_each");
        if (count != null && forEach != null) {
            throw new EvaluationException(forEach.at(), "a block has count or for_each, not both");
        }
        if (count != null) {
            return ofCount(evaluator.evaluate(count, scope), count.at());
        }
        return forEach == null
                ? new Repetition(Kind.NONE, List.of(new Each("", null, Map.of())), null)
                : ofCollection(evaluator.evaluate(forEach, scope), forEach.at());
    }

    /** Where it is written how many instances there are; else where the block begins. */
    static Position place(Body.Block block) {
        Expression count = expression(block.body(), "count");
        Expression number = count != null ? count : expression(block.body(), "for_each");
        return number == null ? block.at() : number.at();
    }

    static @Nullable Expression expression(Body body, String name) {
        for (Body.Attribute attribute : body.attributes()) {
            if (attribute.name().equals(name)) {
                return attribute.value();
            }
        }
        return null;
    }

    /** The instances of a block, where what makes them is wrong or not known. */
    static Repetition unknown(Body body, Value.Unknown why) {
        Kind kind = expression(body, "count") != null
                ? Kind.COUNT
                : expression(body, "for_each") != null ? Kind.FOR_EACH : Kind.NONE;
        return unknown(kind, why);
    }

    private static Repetition unknown(Kind kind, Value.Unknown why) {
        String name = kind == Kind.COUNT ? "count" : "each";
        String partial = why.partial().replace("⟨", "").replace("⟩", "");
        Value names =
                new Value.Unknown(name, "⟨" + partial + "." + name + "⟩", why.reason(), why.at(), why.declaredAt());
        return new Repetition(kind, List.of(new Each("[*]", null, Map.of(name, names))), why);
    }

    private static Repetition ofCount(Value count, Position at) {
        if (count instanceof Value.Null) {
            throw new EvaluationException(at, "count is null");
        }
        Value number = Conversion.to(Type.Primitive.NUMBER, count);
        if (number instanceof Value.Unknown unknown) {
            return unknown(Kind.COUNT, unknown);
        }
        BigDecimal exact = ((Value.Number) number).value().stripTrailingZeros();
        if (exact.signum() < 0 || exact.scale() > 0) {
            throw new EvaluationException(at, "count must be a whole number, and not below 0");
        }
        if (exact.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw Bounds.exceeded("it makes more than " + MOST + " instances", at);
        }
        var each = new ArrayList<Each>();
        for (int i = 0; i < exact.intValueExact(); i++) {
            Value index = new Value.Number(BigDecimal.valueOf(i), count.at());
            each.add(new Each("[" + i + "]", index, Map.of("count", object(Map.of("index", index), at))));
        }
        return new Repetition(Kind.COUNT, each, null);
    }

    private static Repetition ofCollection(Value collection, Position at) {
        Value.Unknown unknown = Loops.unknown(collection);
        if (unknown == null && collection instanceof Value.Sequence set && set.kind() == Value.Items.SET) {
            unknown = Unknowns.among(set.items());
        }
        if (unknown != null) {
            return unknown(Kind.FOR_EACH, unknown);
        }
        if (!(collection instanceof Value.Mapping)
                && !(collection instanceof Value.Sequence set && set.kind() == Value.Items.SET)) {
            throw new EvaluationException(at, "for_each takes a map or a set of strings");
        }
        var each = new ArrayList<Each>();
        for (Loops.Item item : Loops.items(collection, at)) {
            if (!(item.key() instanceof Value.Text key)) {
                throw new EvaluationException(at, "for_each takes a map or a set of strings, not of other values");
            }
            Map<String, Value> names = new LinkedHashMap<>();
            names.put("key", key);
            names.put("value", item.value());
            String quoted = key.value().replace("\\", "\\\\").replace("\"", "\\\"");
            each.add(new Each("[\"" + quoted + "\"]", key, Map.of("each", object(names, at))));
        }
        if (each.size() > MOST) {
            throw Bounds.exceeded("it makes more than " + MOST + " instances", at);
        }
        return new Repetition(Kind.FOR_EACH, each, null);
    }

    private static Value object(Map<String, Value> values, Position at) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        values.forEach((name, value) -> entries.put(name, new Value.Entry(value.at(), value)));
        return new Value.Mapping(Value.Entries.OBJECT, entries, at);
    }

    /** What a value of each instance is together: itself, a tuple or an object. */
    Value together(List<Value> values, Position at) {
        if (kind == Kind.NONE) {
            return values.get(0);
        }
        if (kind == Kind.COUNT) {
            return new Value.Sequence(Value.Items.TUPLE, values, at);
        }
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (each.get(i).index() instanceof Value.Text key) {
                entries.put(key.value(), new Value.Entry(key.at(), values.get(i)));
            }
        }
        return new Value.Mapping(Value.Entries.OBJECT, entries, at);
    }
}
