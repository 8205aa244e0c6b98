package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.SET;
import static io.github.akspolicy.cluster.value.Function.Parameter.SHAPE;

import io.github.akspolicy.cluster.value.Function.Needs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions that make a set of sets. */
final class SetFunctions {
    private SetFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "setunion", Function.ofMany(SetFunctions::union, SET.with(Needs.SHAPE), SET.with(Needs.SHAPE)),
                "setintersection", Function.ofMany(call -> filtered(call, true), SET, SET),
                "setsubtract", Function.of(call -> filtered(call, false), SET, SET),
                "setproduct", Function.ofMany(SetFunctions::product, SHAPE));
    }

    /** The sets as sets of one type. */
    private static List<Value> unified(Call call) {
        List<Value> unified = Function.at(call.name() + ": ", call.at(), () -> Conversion.unify(call.arguments()));
        if (unified == null) {
            throw call.wrong("the sets must have elements of one type");
        }
        return unified;
    }

    private static Value union(Call call) {
        List<Value> all = new ArrayList<>();
        unified(call).forEach(set -> all.addAll(((Value.Sequence) set).items()));
        return SetOrder.set(all, call.at());
    }

    private static Value filtered(Call call, boolean isIntersection) {
        List<Value> sets = unified(call);
        List<Value> kept = new ArrayList<>(((Value.Sequence) sets.get(0)).items());
        for (Value other : sets.subList(1, sets.size())) {
            Set<String> keys = new HashSet<>();
            ((Value.Sequence) other).items().forEach(item -> keys.add(SetKey.of(item)));
            kept.removeIf(item -> keys.contains(SetKey.of(item)) != isIntersection);
        }
        return SetOrder.set(kept, call.at());
    }

    private static Value product(Call call) {
        if (call.count() < 2) {
            throw call.wrong("takes at least two arguments");
        }
        List<List<Value>> sets = new ArrayList<>();
        boolean areLists = true;
        long size = 1;
        for (int i = 0; i < call.count(); i++) {
            Value.Sequence sequence = call.sequence(i);
            if (!Known.hasKnownLength(sequence)) {
                return call.unknown();
            }
            areLists &= sequence.kind() != Value.Items.SET;
            List<Value> items = elements(call, sequence);
            size = Math.min(Call.LONGEST + 1L, size * items.size());
            sets.add(items);
        }
        if (size * sets.size() > Call.LONGEST) {
            return call.tooLarge();
        }
        List<Value> product = new ArrayList<>();
        combine(sets, new ArrayList<>(), product, call);
        return areLists ? call.made(Value.Items.LIST, product) : SetOrder.set(product, call.at());
    }

    private static List<Value> elements(Call call, Value.Sequence sequence) {
        List<Value> unified = Function.at(call.name() + ": ", call.at(), () -> Conversion.unify(sequence.items()));
        if (unified == null) {
            throw call.wrong("the elements of a set must have one type");
        }
        return unified;
    }

    private static void combine(List<List<Value>> sets, List<Value> chosen, List<Value> into, Call call) {
        if (chosen.size() == sets.size()) {
            into.add(new Value.Sequence(Value.Items.TUPLE, chosen, call.at()));
            return;
        }
        for (Value item : sets.get(chosen.size())) {
            chosen.add(item);
            combine(sets, chosen, into, call);
            chosen.remove(chosen.size() - 1);
        }
    }
}
