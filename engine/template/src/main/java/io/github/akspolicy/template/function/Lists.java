package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.INT;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Sprig's functions over lists. None changes a list; elements stay the values that they are. */
final class Lists {
    private static final String NIL = "runtime error: invalid memory address or nil pointer dereference";

    /** What a function makes of the elements of a list. */
    private interface Change {
        List<Value> of(List<Value> elements, Arguments in);
    }

    private Lists() {}

    static void addTo(FunctionTable table) {
        List<GoType> one = List.of(ANY);
        List<GoType> two = List.of(ANY, ANY);
        table.variadic("list", List.of(), ANY, in -> Value.of(list(in.all()), Sources.NONE))
                .alias("tuple", "list")
                .add(
                        "append",
                        two,
                        grown(
                                "push on",
                                slice -> Math.max(slice.size(), 1),
                                (all, in) -> with(all, all.size(), in.get(1))))
                .alias("push", "append")
                .add("prepend", two, changed("prepend on", (all, in) -> with(all, 0, in.get(1))))
                .add("rest", one, part("find rest on", (all, in) -> all.subList(1, all.size())))
                .add("initial", one, part("find initial on", (all, in) -> all.subList(0, all.size() - 1)))
                .add("first", one, in -> element(in, "find first on", true))
                .add("last", one, in -> element(in, "find last on", false))
                .add("reverse", one, changed("find reverse on", (all, in) -> reversed(all)))
                .add("compact", one, grown("compact on", slice -> 1, (all, in) -> compact(all)))
                .add("uniq", one, grown("find uniq on", slice -> 1, (all, in) -> unique(all)))
                .variadic("without", one, ANY, Lists::without)
                .add("has", two, Lists::has)
                .variadic("slice", one, ANY, Lists::slice)
                .variadic("concat", List.of(), ANY, Lists::concat)
                .add("chunk", List.of(INT, ANY), Lists::chunk);
        for (String name : List.of(
                "Append", "Push", "Prepend", "Rest", "Initial", "First", "Last", "Reverse", "Compact", "Uniq",
                "Without", "Has", "Slice", "Chunk")) {
            table.alias("must" + name, name.toLowerCase(Locale.ROOT));
        }
    }

    /** A list with room for its elements only. */
    private static GoSlice list(List<Value> elements) {
        return GoSlice.of(GoType.SLICE, elements);
    }

    /** The list that an argument is; Go reports others by their kind. */
    private static GoSlice list(Value value, String before) throws FunctionException {
        if (value.data() instanceof GoSlice slice) {
            return slice;
        }
        if (value.isNil()) {
            throw new FunctionException(NIL);
        }
        throw new FunctionException(before + Types.kind(value));
    }

    private static Function.Body changed(String verb, Change change) {
        return in -> {
            GoSlice slice = list(in.get(0), "Cannot " + verb + " type ");
            return Value.of(list(change.of(slice.elements(), in)), in.get(0).sources());
        };
    }

    /** The same for functions that let the result grow from so much room. */
    private static Function.Body grown(String verb, ToIntFunction<GoSlice> room, Change change) {
        return in -> {
            GoSlice slice = list(in.get(0), "Cannot " + verb + " type ");
            List<Value> elements = change.of(slice.elements(), in);
            return Value.of(
                    GoSlice.grown(GoType.SLICE, elements, room.applyAsInt(slice)),
                    in.get(0).sources());
        };
    }

    /** A part of a list; of an empty list the list that is nil. */
    private static Function.Body part(String verb, Change change) {
        return in -> {
            GoSlice slice = list(in.get(0), "Cannot " + verb + " type ");
            Sources sources = in.get(0).sources();
            return slice.size() == 0
                    ? Value.of(GoSlice.nil(GoType.SLICE), sources)
                    : Value.of(list(change.of(slice.elements(), in)), sources);
        };
    }

    private static List<Value> with(List<Value> elements, int at, Value added) {
        var all = new ArrayList<>(elements);
        all.add(at, added);
        return all;
    }

    private static Value element(Arguments in, String verb, boolean first) throws FunctionException {
        GoSlice slice = list(in.get(0), "Cannot " + verb + " type ");
        Sources sources = in.get(0).sources();
        if (slice.size() == 0) {
            return Value.nil(sources);
        }
        return slice.elements().get(first ? 0 : slice.size() - 1).and(sources).boxed();
    }

    private static List<Value> reversed(List<Value> elements) {
        var all = new ArrayList<>(elements);
        Collections.reverse(all);
        return all;
    }

    private static List<Value> compact(List<Value> elements) {
        return elements.stream().filter(each -> !Defaults.isEmpty(each)).toList();
    }

    private static List<Value> unique(List<Value> elements) {
        var all = new ArrayList<Value>();
        for (Value each : elements) {
            if (!Equality.contains(all, each)) {
                all.add(each);
            }
        }
        return all;
    }

    private static Value without(Arguments in) throws FunctionException {
        GoSlice slice = list(in.get(0), "Cannot find without on type ");
        List<Value> omitted = in.from(1);
        Sources sources = in.get(0).sources();
        for (Value each : omitted) {
            sources = sources.and(Printer.deepSources(each));
        }
        List<Value> kept = slice.elements().stream()
                .filter(each -> !Equality.contains(omitted, each))
                .toList();
        return Value.of(GoSlice.of(kept), sources);
    }

    private static Value has(Arguments in) throws FunctionException {
        Sources sources = Types.deepSources(in);
        if (in.get(1).isNil()) {
            return Value.of(false, sources);
        }
        GoSlice slice = list(in.get(1), "Cannot find has on type ");
        return Value.of(Equality.contains(slice.elements(), in.get(0)), sources);
    }

    private static Value slice(Arguments in) throws FunctionException {
        GoSlice slice = list(in.get(0), "list should be type of slice or array but ");
        Sources sources = in.sources();
        if (slice.size() == 0) {
            return Value.nil(sources);
        }
        long from = in.size() > 1 ? Cast.integer(in.get(1)) : 0;
        long to = in.size() > 2 ? Cast.integer(in.get(2)) : slice.size();
        if (from < 0 || to < from || to > slice.capacity()) {
            throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
        }
        List<Value> elements = new ArrayList<>(slice.elements());
        while (elements.size() < to) {
            elements.add(nothing(slice.type()).and(sources));
        }
        List<Value> part = elements.subList((int) from, (int) to);
        return Value.of(new GoSlice(slice.type(), part, false, slice.capacity() - (int) from), sources)
                .boxed();
    }

    /** What stands behind the last element, where Go has room for more. */
    private static Value nothing(GoType list) {
        if (list.element() == GoType.STRING) {
            return Value.of(Text.EMPTY);
        }
        return list.element() == GoType.INT ? Value.of(GoInteger.of(0), Sources.NONE) : Value.NIL;
    }

    private static Value concat(Arguments in) throws FunctionException {
        var all = new ArrayList<Value>();
        for (Value each : in.all()) {
            if (each.isNil()) {
                throw new FunctionException(NIL);
            }
            if (!(each.data() instanceof GoSlice slice)) {
                throw new FunctionException("Cannot concat type " + Types.kind(each) + " as list");
            }
            slice.elements().forEach(element -> all.add(element));
        }
        GoSlice slice = all.isEmpty() ? GoSlice.nil(GoType.SLICE) : GoSlice.of(all);
        return Value.of(slice, in.sources()).boxed();
    }

    private static Value chunk(Arguments in) throws FunctionException {
        GoSlice slice = list(in.get(1), "Cannot chunk type ");
        long size = in.integer(0);
        int length = slice.size();
        // Go counts the chunks by division first: without a size it fails, with a negative one of this range it has
        // none
        boolean none = size < 0 && (length - 1) / size == 0 && length > 1 || size < 0 && length - 1 == -size;
        if (none) {
            return Value.of(GoSlice.of(GoType.SLICES, List.of()), in.sources());
        }
        if (size <= 0) {
            throw new FunctionException("runtime error: makeslice: len out of range");
        }
        var chunks = new ArrayList<Value>();
        for (int from = 0; from < length; from += (int) Math.min(size, length)) {
            int to = (int) Math.min(from + size, length);
            chunks.add(Value.of(list(slice.elements().subList(from, to)), Sources.NONE));
        }
        return Value.of(GoSlice.of(GoType.SLICES, chunks), in.sources());
    }
}
