package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a block says: its arguments, and nested blocks as lists of objects, those that {@code dynamic} makes among them (hcl's
 * ext/dynblock).
 *
 * @param isJson whether a place is in a file of JSON, where blocks are objects
 */
record Blocks(Evaluator evaluator, Memory memory, Trace trace, Bounds bounds, Open open, Predicate<Position> isJson) {
    private static final String DYNAMIC = "dynamic";

    /**
     * Evaluates a block.
     *
     * @param skipped arguments and blocks that are not part of it
     * @param rest what is not said; null where there is no more
     */
    Value.Mapping evaluated(
            Body body, NameScope scope, Set<String> skipped, Value.@Nullable Unknown rest, Position at) {
        Map<Position, String> order = new TreeMap<>();
        Map<String, Value.Entry> values = new LinkedHashMap<>();
        for (Body.Attribute attribute : body.attributes()) {
            if (!skipped.contains(attribute.name())) {
                order.put(attribute.at(), attribute.name());
                values.put(attribute.name(), new Value.Entry(attribute.at(), attribute(attribute, scope, rest)));
            }
        }
        Map<String, List<Body.Block>> byType = new LinkedHashMap<>();
        for (Body.Block block : body.blocks()) {
            if (!skipped.contains(block.type())) {
                byType.computeIfAbsent(made(block), type -> new ArrayList<>()).add(block);
            }
        }
        byType.forEach((type, blocks) -> {
            if (!values.containsKey(type)) {
                Position first = blocks.stream()
                        .map(Body.Block::at)
                        .min(Comparator.naturalOrder())
                        .orElse(at);
                order.putIfAbsent(first, type);
                values.put(type, new Value.Entry(first, nested(type, blocks, scope, rest)));
            }
        });
        Map<String, Value.Entry> ordered = new LinkedHashMap<>();
        order.values().forEach(name -> ordered.put(name, values.get(name)));
        values.forEach(ordered::putIfAbsent);
        return new Value.Mapping(Value.Entries.OBJECT, ordered, at, rest);
    }

    private static String made(Body.Block block) {
        return isDynamic(block) ? block.labels().get(0) : block.type();
    }

    private static boolean isDynamic(Body.Block block) {
        return block.type().equals(DYNAMIC) && block.labels().size() == 1;
    }

    private Value attribute(Body.Attribute attribute, NameScope scope, Value.@Nullable Unknown rest) {
        String name = rest == null ? attribute.name() : rest.expression() + "." + attribute.name();
        Trace.Traced traced = memory.guarded(
                "", name, attribute.value().at(), () -> open.closed(evaluator.evaluate(attribute.value(), scope)));
        trace.keep(attribute.at(), traced);
        return rest != null && isJson.test(attribute.at())
                ? Open.json(traced.value(), attribute.value(), Unknowns.attribute(rest, attribute.name(), rest.at()))
                : traced.value();
    }

    /** The blocks of a type. */
    private Value nested(String type, List<Body.Block> blocks, NameScope scope, Value.@Nullable Unknown rest) {
        List<Value> made = new ArrayList<>();
        Position at = blocks.get(0).at();
        for (Body.Block block : blocks) {
            if (isDynamic(block)) {
                Expression forEach = Repetition.expression(block.body(), "for_each");
                at = made.isEmpty() && forEach != null ? forEach.at() : at;
                made.addAll(generated(block, scope, rest));
            } else {
                made.add(evaluated(block.body(), scope, Set.of(), inner(rest, type, made.size()), block.at()));
            }
        }
        boolean isUnknown = made.size() == 1 && made.get(0) instanceof Value.Unknown;
        Position place = made.isEmpty() || isUnknown ? at : made.get(0).at();
        return isUnknown ? made.get(0) : new Value.Sequence(Value.Items.TUPLE, made, place);
    }

    private static Value.@Nullable Unknown inner(Value.@Nullable Unknown rest, String type, int index) {
        return rest == null
                ? null
                : Unknowns.element(
                        Unknowns.attribute(rest, type, rest.at()),
                        new Value.Number(BigDecimal.valueOf(index), rest.at()),
                        rest.at());
    }

    /** The blocks that a dynamic one makes; a {@link Value.Unknown} where the text does not tell. */
    private List<Value> generated(Body.Block block, NameScope scope, Value.@Nullable Unknown rest) {
        String type = block.labels().get(0);
        Expression forEach = Repetition.expression(block.body(), "for_each");
        Position at = forEach == null ? block.at() : forEach.at();
        Trace.Traced collection = memory.guarded("", DYNAMIC + "." + type, at, () -> {
            if (forEach == null) {
                throw new EvaluationException(block.at(), "for_each is missing in the dynamic block " + type);
            }
            Value value = evaluator.evaluate(forEach, scope);
            Value.Unknown unknown = Loops.unknown(value);
            if (unknown == null) {
                Loops.items(value, at);
            }
            return unknown == null ? value : unknown.movedTo(at);
        });
        trace.keep(block.at(), collection);
        if (collection.value() instanceof Value.Unknown unknown) {
            return List.of(unknown);
        }
        var made = new ArrayList<Value>();
        Trace.Traced all = memory.guarded("", DYNAMIC + "." + type, at, () -> {
            for (Loops.Item item : Loops.items(collection.value(), at)) {
                made.add(generated(block, item, collection, scope, inner(rest, type, made.size())));
            }
            return collection.value();
        });
        return all.value() instanceof Value.Unknown unknown ? List.of(unknown) : made;
    }

    private Value generated(
            Body.Block block, Loops.Item item, Trace.Traced collection, NameScope scope, Value.@Nullable Unknown rest) {
        bounds.block(block.at());
        String type = block.labels().get(0);
        Body.Block content = block.body().blocks().stream()
                .filter(inner -> inner.type().equals("content"))
                .findFirst()
                .orElseThrow(
                        () -> new EvaluationException(block.at(), "content is missing in the dynamic block " + type));
        Map<String, Value.Entry> names = new LinkedHashMap<>();
        names.put("key", new Value.Entry(item.key().at(), item.key()));
        names.put("value", new Value.Entry(item.value().at(), item.value()));
        Value iterator = new Value.Mapping(Value.Entries.OBJECT, names, block.at());
        trace.origin(iterator, collection);
        NameScope inner = scope.with(Map.of(iteratorName(block, type), iterator));
        return evaluated(content.body(), inner, Set.of(), rest, content.at());
    }

    private static String iteratorName(Body.Block block, String type) {
        Expression iterator = Repetition.expression(block.body(), "iterator");
        if (iterator == null) {
            return type;
        }
        if (iterator instanceof Expression.Name name) {
            return name.name();
        }
        throw new EvaluationException(iterator.at(), "iterator must be a name");
    }
}
