package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import java.math.BigDecimal;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Values of Terraform's language as the nodes that policies read, each where the text that decides it stands. */
public final class ValueNodes {
    private static final int LONGEST_LONG = 18;

    private ValueNodes() {}

    /** A value; what is unknown is {@link Unresolved}. */
    public static Node of(Value value) {
        if (value instanceof Value.Mapping mapping) {
            return of(mapping);
        }
        if (value instanceof Value.Sequence list) {
            return new Node.Sequence(list.items().stream().map(ValueNodes::of).toList(), list.at());
        }
        return new Node.Scalar(scalar(value), value.at());
    }

    /** An object. */
    public static Node.Mapping of(Value.Mapping mapping) {
        var entries = new ArrayList<Node.Entry>(mapping.entries().size());
        mapping.entries().forEach((key, entry) -> entries.add(new Node.Entry(key, entry.keyAt(), of(entry.value()))));
        return new Node.Mapping(entries, mapping.at());
    }

    private static @Nullable Object scalar(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Number number) {
            return number(number.value());
        }
        return value instanceof Value.Unknown unknown ? new Unresolved(unknown.expression(), unknown.partial()) : null;
    }

    private static Object number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() > 0) {
            return plain.doubleValue();
        }
        return plain.precision() - plain.scale() <= LONGEST_LONG
                ? (Object) plain.longValueExact()
                : plain.toBigInteger();
    }
}
