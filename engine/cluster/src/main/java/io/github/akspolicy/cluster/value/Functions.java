package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The pure functions of Terraform's language (developer.hashicorp.com/terraform/language/functions, as of Terraform 1.13).
 * Values that they take have at most the size that the evaluation allows; what they make is bounded, too.
 */
public final class Functions {
    private static final Map<String, Function> ALL = all();
    /** Those whose result another run does not repeat. */
    private static final Set<String> IMPURE = Set.of("timestamp", "plantimestamp", "uuid", "bcrypt", "rsadecrypt");

    private Functions() {}

    private static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        all.putAll(MapFunctions.all());
        all.putAll(ListFunctions.all());
        all.putAll(SetFunctions.all());
        all.putAll(StringFunctions.all());
        all.putAll(NumberFunctions.all());
        all.putAll(TypeFunctions.all());
        all.putAll(PatternFunctions.all());
        all.putAll(EncodingFunctions.all());
        all.putAll(HashFunctions.all());
        all.putAll(TimeFunctions.all());
        all.putAll(AddressFunctions.all());
        all.putAll(PathFunctions.all());
        return Map.copyOf(all);
    }

    /**
     * The result of a call. It is unknown where an argument that matters is, and where the function is not pure ({@code
     * timestamp}, {@code uuid}, {@code bcrypt}).
     *
     * @param at the call, which decides what it makes; what it takes out of an argument keeps its place
     * @throws EvaluationException when there is no such function, or the arguments are not those that it takes
     */
    public static Value call(String name, List<Value> arguments, Position at) {
        String plain = plain(name);
        Function function = ALL.get(plain);
        if (function != null) {
            return function.call(plain, arguments, at);
        }
        if (IMPURE.contains(plain)) {
            return new Call(plain, arguments, at).unknown(plain + "() is known after apply");
        }
        if (plain.startsWith("provider::")) {
            return new Call(plain, arguments, at).unknown(plain + " is a function of a provider");
        }
        throw new EvaluationException(at, "there is no function " + name);
    }

    /**
     * What {@code jsondecode} or {@code yamldecode} makes of a text of which the places are known, such as that of a file.
     *
     * @param function which of both; another one is called as {@link #call} does
     * @param places where a place of the text is written
     * @param at the call
     * @throws EvaluationException when the text is not of the format
     */
    public static Value decoded(String function, Value text, UnaryOperator<Position> places, Position at) {
        String plain = plain(function);
        boolean isDecoder = plain.equals("jsondecode") || plain.equals("yamldecode");
        return isDecoder && text instanceof Value.Text known
                ? EncodingFunctions.decoded(plain, known.value(), places, at)
                : call(function, List.of(text), at);
    }

    private static String plain(String name) {
        return name.startsWith("core::") ? name.substring("core::".length()) : name;
    }
}
