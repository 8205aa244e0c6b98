package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.LIST;
import static io.github.akspolicy.cluster.value.Function.Parameter.NUMBER;
import static io.github.akspolicy.cluster.value.Function.Parameter.SHAPE;
import static io.github.akspolicy.cluster.value.Function.Parameter.TEXTS;

import io.github.akspolicy.cluster.value.Function.Needs;
import io.github.akspolicy.cluster.value.Function.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that make a list of lists. */
final class ListFunctions {
    private static final int DEEPEST = 100;
    /** That of Terraform. */
    private static final int LONGEST_RANGE = 1024;

    private static final Parameter BOOLS = new Parameter(new Type.ListOf(Type.Primitive.BOOL), Needs.SHAPE, false);

    private ListFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("alltrue", Function.of(ListFunctions::allTrue, BOOLS)),
                Map.entry("anytrue", Function.of(ListFunctions::anyTrue, BOOLS)),
                Map.entry("chunklist", Function.of(ListFunctions::chunkList, LIST.with(Needs.SHAPE), NUMBER)),
                Map.entry("compact", Function.of(ListFunctions::compact, TEXTS)),
                Map.entry("concat", Function.ofMany(ListFunctions::concat, SHAPE, SHAPE)),
                Map.entry("distinct", Function.of(ListFunctions::distinct, LIST)),
                Map.entry("flatten", Function.of(ListFunctions::flatten, SHAPE)),
                Map.entry("matchkeys", Function.of(ListFunctions::matchKeys, LIST.with(Needs.SHAPE), LIST, LIST)),
                Map.entry("range", Function.ofMany(ListFunctions::range, NUMBER)),
                Map.entry("reverse", Function.of(ListFunctions::reverse, SHAPE)),
                Map.entry("slice", Function.of(ListFunctions::slice, SHAPE, NUMBER, NUMBER)),
                Map.entry("sort", Function.of(ListFunctions::sort, TEXTS)));
    }

    private static Value allTrue(Call call) {
        for (Value item : call.items(0)) {
            if (item instanceof Value.Unknown) {
                // one that is false may follow, but Terraform does not look
                return call.items(0).stream().anyMatch(ListFunctions::isFalse) ? call.made(false) : call.unknown();
            }
            if (isFalse(item)) {
                return call.made(false);
            }
        }
        return call.made(true);
    }

    private static boolean isFalse(Value item) {
        return item instanceof Value.Null || item instanceof Value.Bool bool && !bool.value();
    }

    private static Value anyTrue(Call call) {
        boolean isCertain = true;
        for (Value item : call.items(0)) {
            if (item instanceof Value.Bool bool && bool.value()) {
                return call.made(true);
            }
            isCertain &= !(item instanceof Value.Unknown);
        }
        return isCertain ? call.made(false) : call.unknown();
    }

    private static Value chunkList(Call call) {
        List<Value> items = call.items(0);
        int size = call.integer(1);
        if (size < 0) {
            throw call.wrong("the size must not be negative");
        }
        List<Value> chunks = new ArrayList<>();
        int step = size == 0 ? Math.max(1, items.size()) : size;
        for (int i = 0; i < items.size(); i += step) {
            List<Value> chunk = items.subList(i, (int) Math.min(items.size(), (long) i + step));
            chunks.add(new Value.Sequence(Value.Items.LIST, chunk, call.at()));
            if (step > items.size()) {
                break;
            }
        }
        return call.made(Value.Items.LIST, chunks);
    }

    private static Value compact(Call call) {
        return call.made(
                Value.Items.LIST,
                call.items(0).stream()
                        .filter(item ->
                                item instanceof Value.Text text && !text.value().isEmpty())
                        .toList());
    }

    private static Value concat(Call call) {
        List<Value> all = new ArrayList<>();
        List<Value> unified = unifiedLists(call);
        for (int i = 0; i < call.count(); i++) {
            List<Value> items = unified.isEmpty() ? call.list(i).items() : ((Value.Sequence) unified.get(i)).items();
            if (all.size() + items.size() > Call.LONGEST) {
                return call.tooLarge();
            }
            all.addAll(items);
        }
        return call.made(unified.isEmpty() ? Value.Items.TUPLE : Value.Items.LIST, all);
    }

    /** The arguments as lists of one type; empty when they are not. */
    private static List<Value> unifiedLists(Call call) {
        boolean areLists = call.arguments().stream()
                .allMatch(
                        argument -> argument instanceof Value.Sequence sequence && sequence.kind() == Value.Items.LIST);
        List<Value> unified = areLists ? Function.at("", call.at(), () -> Conversion.unify(call.arguments())) : null;
        return unified == null ? List.of() : unified;
    }

    private static Value distinct(Call call) {
        Map<String, Value> seen = new LinkedHashMap<>();
        call.items(0).forEach(item -> seen.putIfAbsent(SetKey.of(item), item));
        return call.made(Value.Items.LIST, List.copyOf(seen.values()));
    }

    private static Value flatten(Call call) {
        List<Value> flat = new ArrayList<>();
        return flatten(call, call.sequence(0), flat, 0)
                ? call.made(Value.Items.TUPLE, flat)
                : flat.size() > Call.LONGEST ? call.tooLarge() : call.unknown();
    }

    /** Whether it is certain what the elements are: what is unknown may be a list. */
    private static boolean flatten(Call call, Value.Sequence of, List<Value> into, int depth) {
        if (depth > DEEPEST || !Known.hasKnownLength(of)) {
            return false;
        }
        for (Value item : of.items()) {
            if (item instanceof Value.Unknown unknown && !isSurelyText(unknown)) {
                return false;
            }
            if (item instanceof Value.Sequence sequence) {
                if (!flatten(call, sequence, into, depth + 1)) {
                    return false;
                }
            } else {
                into.add(item);
            }
            if (into.size() > Call.LONGEST) {
                return false;
            }
        }
        return true;
    }

    /** Whether some of it is known, which is then text. */
    static boolean isSurelyText(Value.Unknown unknown) {
        return !unknown.partial().startsWith("⟨") || !unknown.partial().endsWith("⟩");
    }

    private static Value matchKeys(Call call) {
        List<Value> values = call.items(0);
        List<Value> keys = call.items(1);
        if (values.size() != keys.size()) {
            throw call.wrong("there are " + values.size() + " values and " + keys.size() + " keys");
        }
        List<Value> searched =
                Function.at(call.name() + ": ", call.at(), () -> Conversion.unify(List.of(call.get(1), call.get(2))));
        if (searched == null) {
            throw call.wrong("the keys and those to search for must have one type");
        }
        var wanted = new java.util.HashSet<String>();
        ((Value.Sequence) searched.get(1)).items().forEach(key -> wanted.add(SetKey.of(key)));
        List<Value> unifiedKeys = ((Value.Sequence) searched.get(0)).items();
        List<Value> found = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (wanted.contains(SetKey.of(unifiedKeys.get(i)))) {
                found.add(values.get(i));
            }
        }
        return call.made(Value.Items.LIST, found);
    }

    private static Value range(Call call) {
        if (call.count() < 1 || call.count() > 3) {
            throw call.wrong("takes one, two or three arguments");
        }
        BigDecimal start = call.count() == 1 ? BigDecimal.ZERO : call.number(0);
        BigDecimal end = call.number(call.count() == 1 ? 0 : 1);
        BigDecimal step = call.count() == 3
                ? call.number(2)
                : end.compareTo(start) < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        if (step.signum() == 0 && end.compareTo(start) != 0) {
            throw call.wrong("the step must not be zero");
        }
        if (end.subtract(start).signum() * step.signum() < 0) {
            throw call.wrong("the step leads away from the end");
        }
        List<Value> numbers = new ArrayList<>();
        for (BigDecimal at = start; end.subtract(at).signum() * step.signum() > 0; at = at.add(step)) {
            if (numbers.size() >= LONGEST_RANGE) {
                throw call.wrong("more than " + LONGEST_RANGE + " values");
            }
            numbers.add(call.made(at));
        }
        return call.made(Value.Items.LIST, numbers);
    }

    private static Value reverse(Call call) {
        Value.Sequence sequence = call.sequence(0);
        if (!Known.hasKnownLength(sequence)) {
            return call.unknown();
        }
        List<Value> items = new ArrayList<>(sequence.items());
        Collections.reverse(items);
        return call.made(sequence.kind() == Value.Items.TUPLE ? Value.Items.TUPLE : Value.Items.LIST, items);
    }

    private static Value slice(Call call) {
        Value.Sequence list = call.list(0);
        int start = call.integer(1);
        int end = call.integer(2);
        int size = list.items().size();
        if (start < 0 || end < start || end > size) {
            throw call.wrong("from " + start + " to " + end + " is not within the list of " + size);
        }
        return call.made(list.kind(), list.items().subList(start, end));
    }

    private static Value sort(Call call) {
        if (call.items(0).stream().anyMatch(Value.Null.class::isInstance)) {
            throw call.wrong("null cannot be sorted");
        }
        List<Value> sorted = new ArrayList<>(call.items(0));
        sorted.sort(Comparator.comparing(item -> ((Value.Text) item).value(), SetOrder.TEXTS));
        return call.made(Value.Items.LIST, sorted);
    }
}
