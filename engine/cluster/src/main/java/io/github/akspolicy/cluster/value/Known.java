package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of a value is known, and what is unknown because of it. */
final class Known {
    private static final int LONGEST = 4_000;
    private static final int SHORT = 60;

    private Known() {}

    /** The first unknown in it; null when all of it is known. */
    static Value.@Nullable Unknown firstUnknown(Value value) {
        if (value instanceof Value.Unknown unknown) {
            return unknown;
        }
        if (value instanceof Value.Sequence sequence) {
            return firstUnknown(sequence.items());
        }
        if (value instanceof Value.Mapping mapping) {
            for (Value.Entry entry : mapping.entries().values()) {
                Value.Unknown found = firstUnknown(entry.value());
                if (found != null) {
                    return found;
                }
            }
            return mapping.rest();
        }
        return null;
    }

    static Value.@Nullable Unknown firstUnknown(Iterable<Value> values) {
        for (Value value : values) {
            Value.Unknown found = firstUnknown(value);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static boolean isWhole(Value value) {
        return firstUnknown(value) == null;
    }

    /** Whether it is certain how many elements it has: in a set, what is unknown may be what another element is. */
    static boolean hasKnownLength(Value.Sequence sequence) {
        return sequence.kind() != Value.Items.SET || sequence.items().size() < 2 || isWhole(sequence);
    }

    /** The unknown result of a function of one argument that is not known throughout. */
    static Value unknown(Value argument, String function, Position at) {
        return call(function, List.of(argument), at);
    }

    /** The unknown result of a call, because of the first argument that is not known throughout. */
    static Value call(String function, List<Value> arguments, Position at) {
        var text = new StringBuilder(function).append('(');
        var partial = new StringBuilder(function).append('(');
        String separator = "";
        for (Value argument : arguments) {
            text.append(separator).append(shortened(rendered(argument)));
            partial.append(separator);
            render(argument, partial, true);
            separator = ", ";
        }
        return unknown(
                firstUnknown(arguments),
                text.append(')').toString(),
                "⟨" + bounded(partial.append(')').toString(), arguments) + "⟩",
                at);
    }

    /** What is unknown because of the first of the values that is. */
    static Value unknown(List<Value> causes, String expression, Position at) {
        var partial = new StringBuilder();
        String separator = "⟨";
        for (Value cause : causes) {
            partial.append(separator);
            render(cause, partial, true);
            separator = ", ";
        }
        return unknown(firstUnknown(causes), expression, bounded(partial.toString(), causes) + "⟩", at);
    }

    /** What is unknown because of something, or because no one can say when nothing is at fault. */
    static Value unknown(Value.@Nullable Unknown cause, String expression, String partial, Position at) {
        return cause == null
                ? new Value.Unknown(expression, partial, expression + " cannot be decided", at, null)
                : new Value.Unknown(expression, partial, cause.reason(), cause.at(), cause.declaredAt());
    }

    /** A text of which a part is unknown. */
    static Value partly(Call call, Value.Unknown cause, String partial) {
        Value.Unknown unknown = (Value.Unknown) call.unknown();
        return new Value.Unknown(unknown.expression(), partial, cause.reason(), cause.at(), cause.declaredAt());
    }

    /** A text, number or bool as a part of a longer text, with what is unknown in {@code ⟨⟩}. */
    static String partial(Value value) {
        return value instanceof Value.Unknown unknown ? unknown.partial() : Conversion.text(value, value.at());
    }

    /** Texts that are cut off must not be the same where their values are not. */
    private static String bounded(String partial, List<Value> values) {
        return partial.length() <= LONGEST
                ? partial
                : partial.substring(0, SHORT) + "… #" + Integer.toHexString(values.hashCode());
    }

    private static String shortened(String text) {
        if (text.length() <= SHORT) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '"' -> "\"…\"";
            case '[' -> "[…]";
            case '{' -> "{…}";
            // a reference is what the message is about
            default -> text.substring(0, Math.min(text.length(), LONGEST));
        };
    }

    /** A value as the argument of an expression, for messages. */
    static String rendered(Value value) {
        var text = new StringBuilder();
        render(value, text, false);
        return text.toString();
    }

    private static void render(Value value, StringBuilder text, boolean isPartial) {
        if (text.length() > LONGEST) {
            return;
        }
        if (value instanceof Value.Unknown unknown) {
            text.append(isPartial ? plain(unknown.partial()) : unknown.expression());
        } else if (value instanceof Value.Text known) {
            text.append('"').append(known.value()).append('"');
        } else if (value instanceof Value.Number number) {
            text.append(number.value());
        } else if (value instanceof Value.Bool bool) {
            text.append(bool.value());
        } else if (value instanceof Value.Sequence sequence) {
            String separator = "[";
            for (Value item : sequence.items()) {
                render(item, text.append(separator), isPartial);
                separator = ", ";
            }
            text.append(sequence.items().isEmpty() ? "[]" : "]");
        } else if (value instanceof Value.Mapping mapping) {
            String separator = "{";
            for (Map.Entry<String, Value.Entry> entry : mapping.entries().entrySet()) {
                text.append(separator).append(entry.getKey()).append(" = ");
                render(entry.getValue().value(), text, isPartial);
                separator = ", ";
            }
            if (mapping.rest() != null) {
                render(mapping.rest(), text.append(separator), isPartial);
                separator = ", ";
            }
            text.append(separator.equals("{") ? "{}" : "}");
        } else {
            text.append("null");
        }
    }

    /** Without the marks of what is unknown. */
    static String plain(String partial) {
        return partial.replace("⟨", "").replace("⟩", "");
    }
}
