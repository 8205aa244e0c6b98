package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** Sprig's functions that look at the type of a value. */
final class Types {
    private Types() {}

    static void addTo(FunctionTable table) {
        List<GoType> target = List.of(STRING, ANY);
        table.add("typeOf", List.of(ANY), in -> text(in, type(in.get(0))))
                .add("kindOf", List.of(ANY), in -> text(in, kind(in.get(0))))
                .add("typeIs", target, in -> Value.of(in.bytes(0).equals(type(in.get(1))), in.asked()))
                .add("typeIsLike", target, in -> Value.of(isLike(in.bytes(0), type(in.get(1))), in.asked()))
                .add("kindIs", target, in -> Value.of(in.bytes(0).equals(kind(in.get(1))), in.asked()))
                .add(
                        "deepEqual",
                        List.of(ANY, ANY),
                        in -> Value.of(Equality.deep(in.get(0), in.get(1)), deepSources(in)));
    }

    private static Value text(Arguments in, String name) {
        return Value.of(Text.of(name, new Mark(in.asked(), null)));
    }

    private static String type(Value value) {
        return value.type() == null ? "<nil>" : value.type().name();
    }

    private static boolean isLike(String target, String type) {
        return target.equals(type) || type.equals("*" + target);
    }

    /** As reflection names the kind of a value. */
    static String kind(Value value) {
        return value.type() == null ? "invalid" : value.type().kind().word();
    }

    /** The sources of all arguments and of all that is in them. */
    static Sources deepSources(Arguments in) {
        Sources all = Sources.NONE;
        for (Value each : in.all()) {
            all = all.and(Printer.deepSources(each));
        }
        return all;
    }
}
