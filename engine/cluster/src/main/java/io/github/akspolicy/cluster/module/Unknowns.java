package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that the text does not tell. */
final class Unknowns {
    /** What is longer is read in the file. */
    private static final int LONGEST = 300;

    private static final Pattern INDEX = Pattern.compile("\\[\"(?:[^\"\\\\]|\\\\.)*+\"]|\\[[^\\[\\]]*]");

    private static final String LATER = " is known after apply";

    private Unknowns() {}

    /** What only an apply tells. @param module the modules around it, with a dot behind each */
    static Value.Unknown later(String expression, String module, Position at) {
        return new Value.Unknown(
                expression, "⟨" + withoutIndexes(module + expression) + "⟩", expression + LATER, at, null);
    }

    /** What is not known for another reason. */
    static Value.Unknown because(String expression, String module, String reason, Position at) {
        return new Value.Unknown(expression, "⟨" + withoutIndexes(module + expression) + "⟩", reason, at, null);
    }

    private static String withoutIndexes(String expression) {
        return expression.indexOf('[') < 0
                ? expression
                : INDEX.matcher(expression).replaceAll("");
    }

    /** An attribute of what is not known. */
    static Value.Unknown attribute(Value.Unknown of, String name, Position at) {
        return part(of, "." + name, "." + name, at);
    }

    /** An element of what is not known. */
    static Value.Unknown element(Value.Unknown of, Value key, Position at) {
        return part(of, "[" + shown(key) + "]", "", at);
    }

    private static Value.Unknown part(Value.Unknown of, String step, String plainStep, Position at) {
        String expression = of.expression() + step;
        String partial = of.partial();
        if (partial.startsWith("⟨") && partial.indexOf('⟩') == partial.length() - 1) {
            partial = partial.substring(0, partial.length() - 1) + plainStep + "⟩";
        } else {
            partial = "⟨" + inner(partial) + step + "⟩";
        }
        String reason = of.reason().equals(of.expression() + LATER) ? expression + LATER : of.reason();
        return new Value.Unknown(expression, partial, reason, at, of.declaredAt());
    }

    /** What is made of values one of which is not known. */
    static Value.Unknown made(String expression, String partial, Position at, Value.Unknown first) {
        boolean isLong = expression.length() > LONGEST || partial.length() > LONGEST;
        return new Value.Unknown(
                isLong ? first.expression() : expression,
                isLong ? "⟨made at " + at + " of " + cut(inner(first.partial())) + "⟩" : partial,
                first.reason(),
                at,
                first.declaredAt());
    }

    /** The same, where the known parts are not a text. */
    static Value.Unknown made(String expression, Position at, Value.Unknown first) {
        return made(expression, "⟨" + inner(expression) + "⟩", at, first);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String inner(String partial) {
        return partial.replace("⟨", "").replace("⟩", "");
    }

    /** How a value is written in messages. */
    static String shown(Value value) {
        if (value instanceof Value.Unknown unknown) {
            return inner(unknown.partial());
        }
        if (value instanceof Value.Text text) {
            return "\"" + cut(text.value()) + "\"";
        }
        if (value instanceof Value.Number number) {
            return number.value().stripTrailingZeros().toPlainString();
        }
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        return value instanceof Value.Null ? "null" : value instanceof Value.Sequence ? "[…]" : "{…}";
    }

    /** What in a value is not known; null when all of it is. */
    static Value.@Nullable Unknown in(Value value) {
        if (value instanceof Value.Unknown unknown) {
            return unknown;
        }
        if (value instanceof Value.Mapping mapping) {
            return mapping.rest() != null
                    ? mapping.rest()
                    : first(mapping.entries().values().stream().map(Value.Entry::value));
        }
        return value instanceof Value.Sequence sequence ? first(sequence.items().stream()) : null;
    }

    /** The first of the values that is not known itself. */
    static Value.@Nullable Unknown among(Collection<? extends Value> values) {
        for (Value value : values) {
            if (value instanceof Value.Unknown unknown) {
                return unknown;
            }
        }
        return null;
    }

    static Value.@Nullable Unknown among(Value... values) {
        return among(List.of(values));
    }

    private static Value.@Nullable Unknown first(Stream<Value> values) {
        return values.map(Unknowns::in).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
