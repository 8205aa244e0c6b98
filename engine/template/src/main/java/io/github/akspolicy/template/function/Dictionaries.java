package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.MAP;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sprig's functions over maps. Some change the map that they are given, as in Go. */
final class Dictionaries {
    private Dictionaries() {}

    static void addTo(FunctionTable table) {
        List<GoType> entry = List.of(MAP, STRING);
        table.variadic("dict", List.of(), ANY, Dictionaries::dict)
                .add("get", entry, Dictionaries::get)
                .add("set", List.of(MAP, STRING, ANY), Dictionaries::set)
                .add("unset", entry, Dictionaries::unset)
                .add("hasKey", entry, Dictionaries::hasKey)
                .variadic("pluck", List.of(STRING), MAP, Dictionaries::pluck)
                .variadic("keys", List.of(), MAP, Dictionaries::keys)
                .add("values", List.of(MAP), Dictionaries::values)
                .variadic("pick", List.of(MAP), STRING, Dictionaries::pick)
                .variadic("omit", List.of(MAP), STRING, Dictionaries::omit)
                .variadic("merge", List.of(MAP), MAP, merge(false, false))
                .variadic("mustMerge", List.of(MAP), MAP, merge(false, true))
                .variadic("mergeOverwrite", List.of(MAP), MAP, merge(true, false))
                .variadic("mustMergeOverwrite", List.of(MAP), MAP, merge(true, true))
                .add("deepCopy", List.of(ANY), Dictionaries::deepCopy)
                .alias("mustDeepCopy", "deepCopy")
                .variadic("dig", List.of(), ANY, Dictionaries::dig);
    }

    private static Value dict(Arguments in) {
        GoMap map = GoMap.empty();
        for (int i = 0; i < in.size(); i += 2) {
            Text key = JoinFunctions.string(in.get(i));
            Value value = i + 1 < in.size() ? in.get(i + 1) : Value.of(Text.EMPTY);
            map.put(key.bytes(), value.and(key.sources()));
        }
        return Value.of(map, Sources.NONE);
    }

    private static Value get(Arguments in) {
        in.caller().read(in.map(0), in.bytes(1));
        Value found = in.map(0).get(in.bytes(1));
        if (found != null) {
            return found.and(in.sources()).boxed();
        }
        return Value.of(Text.of("", new Mark(absent(in), null))).boxed();
    }

    /** What is known of a key that is not there. */
    private static Sources absent(Arguments in) {
        return in.map(0).missing(in.bytes(1)).sources().and(in.sources());
    }

    /** The map that was given, as one of no named type: a change of one is a change of both. */
    private static Value plain(Arguments in) {
        GoMap map = in.map(0);
        return map.type() == MAP ? in.get(0) : Value.of(map.as(MAP), in.get(0).sources());
    }

    private static Value set(Arguments in) throws FunctionException {
        GoMap map = in.map(0);
        if (map.isNil()) {
            throw new FunctionException("assignment to entry in nil map");
        }
        in.caller().change(map);
        map.put(in.bytes(1), in.get(2).and(in.text(1).sources()));
        return plain(in);
    }

    private static Value unset(Arguments in) {
        in.caller().change(in.map(0));
        in.map(0).remove(in.bytes(1));
        return plain(in).and(in.text(1).sources());
    }

    private static Value hasKey(Arguments in) {
        in.caller().read(in.map(0), in.bytes(1));
        Value found = in.map(0).get(in.bytes(1));
        return found == null
                ? Value.of(false, absent(in))
                : Value.of(true, found.asked().and(in.sources()));
    }

    private static Value pluck(Arguments in) {
        List<Value> all = new ArrayList<>();
        for (Value each : in.from(1)) {
            in.caller().read(map(each), in.bytes(0));
            Value found = map(each).get(in.bytes(0));
            if (found != null) {
                all.add(found);
            }
        }
        return Value.of(GoSlice.of(all), in.sources());
    }

    private static GoMap map(Value value) {
        return (GoMap) Objects.requireNonNull(value.data());
    }

    /** Go gives keys in random order; here they are sorted. */
    private static Value keys(Arguments in) {
        List<Text> all = new ArrayList<>();
        for (Value each : in.all()) {
            for (Map.Entry<String, Value> entry : map(each).sorted().entrySet()) {
                Sources sources = entry.getValue().sources().and(each.sources());
                all.add(Text.of(entry.getKey(), new Mark(sources, null)));
            }
        }
        List<Value> keys = all.stream().map(Value::of).toList();
        return Value.of(GoSlice.grown(GoType.STRINGS, keys, 1), in.sources());
    }

    private static Value values(Arguments in) {
        return Value.of(GoSlice.of(new ArrayList<>(in.map(0).sorted().values())), in.sources());
    }

    private static Value pick(Arguments in) {
        GoMap picked = GoMap.empty();
        for (Value key : in.from(1)) {
            Value found = in.map(0).get(bytes(key));
            if (found != null) {
                picked.put(bytes(key), found);
            }
        }
        return Value.of(picked, in.sources());
    }

    private static Value omit(Arguments in) {
        GoMap rest = in.map(0).as(MAP).copy();
        for (Value key : in.from(1)) {
            rest.remove(bytes(key));
        }
        return Value.of(rest, in.sources());
    }

    private static String bytes(Value text) {
        return ((Text) Objects.requireNonNull(text.data())).bytes();
    }

    /**
     * A function that merges maps into its first argument, which it returns.
     *
     * @param must whether it reports what cannot be merged; otherwise the result is an empty text then
     */
    private static Function.Body merge(boolean overwrites, boolean must) {
        return in -> {
            Value target = plain(in);
            GoMap into = map(target);
            boolean something = in.from(1).stream().anyMatch(each -> !map(each).isNil());
            if (into.isNil() && something) {
                into = GoMap.empty();
                target = Value.of(into, in.get(0).sources());
            }
            try {
                for (Value each : in.from(1)) {
                    new Merges(overwrites, in.caller()).merge(into, map(each));
                }
            } catch (FunctionException refused) {
                if (must) {
                    throw refused;
                }
                return Value.of(Text.of("", new Mark(in.sources(), null))).boxed();
            }
            return target.and(in.sources()).boxed();
        };
    }

    private static Value deepCopy(Arguments in) throws FunctionException {
        if (in.get(0).isNil()) {
            throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
        }
        return copy(in.get(0)).boxed();
    }

    private static Value copy(Value value) {
        if (value.data() instanceof GoMap map && !map.isNil()) {
            GoMap copy = map.copy();
            map.sorted().forEach((key, each) -> copy.put(key, copy(each)));
            return Value.of(copy, value.sources());
        }
        // the bytes of a file, which a copy of the whole context holds, are no objects until they are looked at
        if (value.data() instanceof GoSlice slice && !slice.isNil() && slice.type() != GoType.BYTES) {
            List<Value> elements =
                    slice.elements().stream().map(Dictionaries::copy).toList();
            return Value.of(new GoSlice(slice.type(), elements, false, slice.capacity()), value.sources());
        }
        return value.data() instanceof GoStruct struct ? Value.of(struct.copied(), value.sources()) : value;
    }

    private static Value dig(Arguments in) throws FunctionException {
        int last = in.size() - 1;
        if (last < 2) {
            throw new FunctionException("dig needs at least three arguments");
        }
        GoMap map = plainMap(in.get(last));
        List<String> keys = new ArrayList<>();
        for (Value each : in.all().subList(0, last - 1)) {
            if (!(each.data() instanceof Text text)) {
                throw conversion(each, "string");
            }
            keys.add(text.bytes());
        }
        Sources sources = in.get(last).sources();
        for (int i = 0; ; i++) {
            in.caller().read(map, keys.get(i));
            Value step = map.get(keys.get(i));
            if (step == null) {
                return in.get(last - 1)
                        .and(map.missing(keys.get(i)).sources())
                        .and(sources)
                        .boxed();
            }
            if (i == keys.size() - 1) {
                return step.and(sources).boxed();
            }
            map = plainMap(step);
            sources = sources.and(step.sources());
        }
    }

    /** The map that a value is; a named type is another one. */
    private static GoMap plainMap(Value value) throws FunctionException {
        if (value.data() instanceof GoMap map && map.type().name().equals(MAP.name())) {
            return map;
        }
        throw conversion(value, MAP.name());
    }

    private static FunctionException conversion(Value value, String wanted) {
        @Nullable GoType type = value.type();
        return new FunctionException(
                "interface conversion: interface {} is " + (type == null ? "nil" : type.name()) + ", not " + wanted);
    }
}
