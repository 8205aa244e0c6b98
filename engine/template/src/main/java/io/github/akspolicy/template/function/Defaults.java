package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.BOOL;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** Sprig's functions that choose between values. What was looked at and not chosen has decided, too. */
final class Defaults {
    private Defaults() {}

    static void addTo(FunctionTable table) {
        table.variadic("default", List.of(ANY), ANY, Defaults::withDefault)
                .add("empty", List.of(ANY), in -> Value.of(isEmpty(in.get(0)), in.asked()))
                .variadic("coalesce", List.of(), ANY, Defaults::coalesce)
                .variadic(
                        "all",
                        List.of(),
                        ANY,
                        in -> Value.of(in.all().stream().noneMatch(Defaults::isEmpty), in.asked()))
                .variadic(
                        "any",
                        List.of(),
                        ANY,
                        in -> Value.of(!in.all().stream().allMatch(Defaults::isEmpty), in.asked()))
                .add(
                        "ternary",
                        List.of(ANY, ANY, BOOL),
                        in -> in.get(in.bool(2) ? 0 : 1)
                                .and(in.get(2).sources())
                                .boxed());
    }

    /** Nothing, false, 0, or what has no elements. It is what conditions take as false. */
    static boolean isEmpty(Value value) {
        return !value.isTrue();
    }

    private static Value withDefault(Arguments in) {
        if (in.size() == 1) {
            return in.get(0).boxed();
        }
        Value given = in.get(1);
        return (isEmpty(given) ? in.get(0).and(given.asked()) : given).boxed();
    }

    private static Value coalesce(Arguments in) {
        Sources passed = Sources.NONE;
        for (Value each : in.all()) {
            if (!isEmpty(each)) {
                return each.and(passed).boxed();
            }
            passed = passed.and(each.asked());
        }
        return Value.nil(passed);
    }
}
