package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** For expressions and splats (hcl's expression.go: ForExpr, SplatExpr). */
record Loops(Evaluator evaluator, Bounds bounds) {
    /** An element of a collection. */
    record Item(Value key, Value value) {}

    /** The elements of a collection, those of an object in the order of their keys; null when it is none. */
    static @Nullable List<Item> items(Value collection) {
        var items = new ArrayList<Item>();
        if (collection instanceof Value.Mapping mapping) {
            new TreeMap<>(mapping.entries())
                    .forEach((key, entry) -> items.add(new Item(new Value.Text(key, entry.keyAt()), entry.value())));
            return items;
        }
        if (!(collection instanceof Value.Sequence sequence)) {
            return null;
        }
        for (Value value : sequence.items()) {
            Value key = sequence.kind() == Value.Items.SET
                    ? value
                    : new Value.Number(BigDecimal.valueOf(items.size()), value.at());
            items.add(new Item(key, value));
        }
        return items;
    }

    /** What a loop goes over. @throws EvaluationException when that is no collection */
    static List<Item> items(Value collection, Position at) {
        List<Item> items = items(collection);
        if (items == null) {
            throw new EvaluationException(
                    at,
                    collection instanceof Value.Null
                            ? "this is null, where a collection is needed"
                            : "this is not a collection");
        }
        return items;
    }

    /** Why it is not known what a collection holds; null when it is known. */
    static Value.@Nullable Unknown unknown(Value collection) {
        return collection instanceof Value.Mapping mapping && mapping.rest() != null
                ? mapping.rest()
                : Unknowns.among(collection);
    }

    Value made(Expression.For loop, NameScope scope) {
        Value collection = evaluator.evaluate(loop.in(), scope);
        Value.Unknown unknown = unknown(collection);
        if (unknown != null) {
            return Unknowns.made("[for … in " + unknown.expression() + " : …]", loop.at(), unknown);
        }
        List<Item> items = items(collection, loop.in().at());
        return loop.key() == null ? list(loop, items, scope) : object(loop, loop.key(), items, scope);
    }

    private static NameScope inner(Expression.For loop, Item item, NameScope scope) {
        return scope.with(loop.keyName(), item.key(), loop.valueName(), item.value());
    }

    /** Whether an element counts: a {@link Value.Bool} or {@link Value.Unknown}. */
    private Value condition(Expression.For loop, NameScope inner) {
        Expression condition = loop.condition();
        return condition == null
                ? new Value.Bool(true, loop.at())
                : Operators.truth(evaluator.evaluate(condition, inner), condition.at());
    }

    private Value list(Expression.For loop, List<Item> items, NameScope scope) {
        var made = new ArrayList<Value>();
        Value.Unknown unknown = null;
        for (Item item : items) {
            bounds.step(1, loop.at());
            NameScope inner = inner(loop, item, scope);
            Value counts = condition(loop, inner);
            if (counts instanceof Value.Unknown why) {
                unknown = why;
            } else if (((Value.Bool) counts).value()) {
                made.add(evaluator.evaluate(loop.value(), inner));
            }
        }
        return unknown != null
                ? Unknowns.made("[for … if " + unknown.expression() + "]", loop.at(), unknown)
                : bounds.made(new Value.Sequence(Value.Items.TUPLE, made, loop.at()), loop.at());
    }

    private Value object(Expression.For loop, Expression keyOf, List<Item> items, NameScope scope) {
        Map<String, Value.Entry> made = new LinkedHashMap<>();
        Map<String, List<Value>> grouped = new LinkedHashMap<>();
        Value.Unknown unknown = null;
        for (Item item : items) {
            bounds.step(1, loop.at());
            NameScope inner = inner(loop, item, scope);
            Value counts = condition(loop, inner);
            if (counts instanceof Value.Bool bool && !bool.value()) {
                continue;
            }
            Value key = evaluator.evaluate(keyOf, inner);
            Value.Unknown why = Unknowns.among(counts, key);
            if (why != null) {
                unknown = why;
                continue;
            }
            if (key instanceof Value.Null) {
                throw new EvaluationException(keyOf.at(), "a key cannot be null");
            }
            String name = Conversion.text(key, keyOf.at());
            Value value = evaluator.evaluate(loop.value(), inner);
            if (loop.isGrouped()) {
                grouped.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
                made.putIfAbsent(name, new Value.Entry(key.at(), value));
            } else if (made.put(name, new Value.Entry(key.at(), value)) != null) {
                throw new EvaluationException(
                        keyOf.at(),
                        "two elements have the key \"" + name + "\"; write ... behind the value to group them");
            }
        }
        grouped.forEach((name, values) -> made.computeIfPresent(
                name,
                (same, first) -> new Value.Entry(
                        first.keyAt(),
                        new Value.Sequence(
                                Value.Items.TUPLE, values, loop.value().at()))));
        return unknown != null
                ? Unknowns.made("{for … => " + unknown.expression() + "}", loop.at(), unknown)
                : bounds.made(new Value.Mapping(Value.Entries.OBJECT, made, loop.at()), loop.at());
    }

    /** Of null nothing, of a list each element, of another value the value. */
    Value splat(Expression.Splat splat, NameScope scope) {
        Value of = evaluator.evaluate(splat.of(), scope);
        if (of instanceof Value.Null) {
            return new Value.Sequence(Value.Items.TUPLE, List.of(), splat.at());
        }
        if (of instanceof Value.Unknown unknown) {
            Value each = evaluator.evaluate(splat.each(), scope.at(unknown));
            return each instanceof Value.Unknown
                    ? each
                    : Unknowns.made(unknown.expression() + "[*]", splat.at(), unknown);
        }
        var made = new ArrayList<Value>();
        for (Value item : of instanceof Value.Sequence sequence ? sequence.items() : List.of(of)) {
            bounds.step(1, splat.at());
            made.add(evaluator.evaluate(splat.each(), scope.at(item)));
        }
        boolean isTuple = !(of instanceof Value.Sequence sequence) || sequence.kind() == Value.Items.TUPLE;
        return new Value.Sequence(isTuple ? Value.Items.TUPLE : Value.Items.LIST, made, splat.at());
    }
}
