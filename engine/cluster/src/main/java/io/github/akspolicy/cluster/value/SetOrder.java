package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order of the elements of a set (github.com/zclconf/go-cty cty/set_internals.go): texts by code points, numbers by size,
 * {@code false} first, everything else by a text of it; null behind them, and unknown values last.
 */
final class SetOrder {
    /** Texts by their code points, which is the order of their bytes in UTF-8. */
    static final Comparator<String> TEXTS = SetOrder::compareTexts;

    private SetOrder() {}

    /** A set of values of one type: the first of equal ones stays. */
    static Value.Sequence set(List<Value> values, Position at) {
        Set<String> seen = new HashSet<>();
        List<Keyed> kept = new ArrayList<>();
        for (Value value : values) {
            String key = SetKey.of(value);
            if (!Known.isWhole(value) || seen.add(key)) {
                kept.add(new Keyed(value, key));
            }
        }
        kept.sort(Keyed::compare);
        return new Value.Sequence(
                Value.Items.SET, kept.stream().map(Keyed::value).toList(), at);
    }

    private record Keyed(Value value, String key) {
        static int compare(Keyed a, Keyed b) {
            int ranks = Integer.compare(rank(a.value), rank(b.value));
            if (ranks != 0) {
                return ranks;
            }
            if (a.value instanceof Value.Number left && b.value instanceof Value.Number right) {
                BigDecimal other = right.value();
                return left.value().compareTo(other);
            }
            return a.value instanceof Value.Text left && b.value instanceof Value.Text right
                    ? compareTexts(left.value(), right.value())
                    : compareTexts(a.key, b.key);
        }

        private static int rank(Value value) {
            return value instanceof Value.Unknown ? 2 : value instanceof Value.Null ? 1 : 0;
        }
    }

    private static int compareTexts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean isPair = Character.isSurrogate(left) || Character.isSurrogate(right);
                return isPair ? Integer.compare(a.codePointAt(i), b.codePointAt(i)) : Character.compare(left, right);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
