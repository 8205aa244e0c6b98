package io.github.akspolicy.cluster.value;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The text that elements of a set are found and sorted by where they are neither texts nor numbers. */
final class SetKey {
    private static final int DIGITS = 10;

    private SetKey() {}

    /** The same for equal values of one type, different for others. */
    static String of(Value value) {
        var key = new StringBuilder();
        append(value, key);
        return key.toString();
    }

    private static void append(Value value, StringBuilder key) {
        if (value instanceof Value.Text text) {
            key.append(GoQuotes.quoted(text.value()));
        } else if (value instanceof Value.Number number) {
            number(number.value(), key);
        } else if (value instanceof Value.Bool bool) {
            key.append(bool.value() ? 'T' : 'F');
        } else if (value instanceof Value.Sequence sequence) {
            boolean isTuple = sequence.kind() == Value.Items.TUPLE;
            key.append(isTuple ? '<' : '[');
            sequence.items().forEach(item -> {
                append(item, key);
                key.append(';');
            });
            key.append(isTuple ? '>' : ']');
        } else if (value instanceof Value.Mapping mapping) {
            mapping(mapping, key);
        } else {
            key.append(value instanceof Value.Null ? '~' : '?');
        }
    }

    /** Ten digits, as Terraform sorts by them; more only tell numbers apart. */
    private static void number(BigDecimal number, StringBuilder key) {
        BigDecimal plain = number.stripTrailingZeros();
        key.append(Numbers.isWritable(plain) ? Floats.general(plain, DIGITS, 'e') : plain.toString());
        if (plain.precision() > DIGITS) {
            key.append('=').append(plain);
        }
    }

    private static void mapping(Value.Mapping mapping, StringBuilder key) {
        boolean isObject = mapping.kind() == Value.Entries.OBJECT;
        Map<String, Value.Entry> sorted = new TreeMap<>(SetOrder.TEXTS);
        sorted.putAll(mapping.entries());
        key.append(isObject ? '<' : '{');
        sorted.forEach((name, entry) -> {
            if (!isObject) {
                key.append(GoQuotes.quoted(name));
                key.append(':');
            }
            append(entry.value(), key);
            key.append(';');
        });
        key.append(isObject ? '>' : '}');
    }
}
