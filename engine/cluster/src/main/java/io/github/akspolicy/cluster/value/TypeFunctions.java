package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.ANYTHING;

import java.util.Map;

/** The functions that convert values, and those that say something about how they are used. */
final class TypeFunctions {
    private TypeFunctions() {}

    static Map<String, Function> all() {
        Function same = Function.of(call -> call.get(0), ANYTHING);
        return Map.ofEntries(
                Map.entry("tolist", to(new Type.ListOf(Type.Primitive.ANY))),
                Map.entry("toset", to(new Type.SetOf(Type.Primitive.ANY))),
                Map.entry("tomap", to(new Type.MapOf(Type.Primitive.ANY))),
                Map.entry("tostring", to(Type.Primitive.STRING)),
                Map.entry("tonumber", to(Type.Primitive.NUMBER)),
                Map.entry("tobool", to(Type.Primitive.BOOL)),
                Map.entry("sensitive", same),
                Map.entry("nonsensitive", same),
                Map.entry(
                        "issensitive",
                        Function.of(call -> call.unknown("what is sensitive is not followed"), ANYTHING)),
                Map.entry(
                        "ephemeralasnull",
                        Function.of(call -> call.unknown("what is ephemeral is not followed"), ANYTHING)));
    }

    private static Function to(Type type) {
        return Function.of(
                call -> call.get(0) instanceof Value.Unknown
                        ? call.unknown()
                        : Function.at(call.name() + ": ", call.at(), () -> Conversion.to(type, call.get(0))),
                ANYTHING);
    }
}
