package io.github.akspolicy.cluster.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Which of several types the others rather become (github.com/zclconf/go-cty cty/convert compareTypes): text before numbers and bools,
 * a list before a tuple or set, a map before an object.
 */
final class Generality {
    /** Types of which each is compared with each. */
    private static final int MOST = 500;

    private Generality() {}

    /** The more general ones first, else in their order. */
    static List<Type> sorted(List<Type> types) {
        int size = Math.min(MOST, types.size());
        int[] before = new int[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                before[i] += isMore(types.get(j), types.get(i)) ? 1 : 0;
            }
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < size; i++) {
            if (before[i] == 0) {
                ready.add(i);
            }
        }
        List<Type> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            Type next = types.get(ready.remove());
            sorted.add(next);
            for (int j = 0; j < size; j++) {
                if (isMore(next, types.get(j)) && --before[j] == 0) {
                    ready.add(j);
                }
            }
        }
        return sorted;
    }

    private static boolean isMore(Type a, Type b) {
        return compare(a, b) < 0;
    }

    /** Below 0 when the first is more general, above 0 when the second is. */
    private static int compare(Type a, Type b) {
        if (a == Type.Primitive.ANY || b == Type.Primitive.ANY) {
            return Boolean.compare(a == Type.Primitive.ANY, b == Type.Primitive.ANY);
        }
        if (a instanceof Type.Primitive && b instanceof Type.Primitive) {
            return Boolean.compare(b == Type.Primitive.STRING, a == Type.Primitive.STRING);
        }
        if (a instanceof Type.ListOf left && b instanceof Type.ListOf right) {
            return compare(left.of(), right.of());
        }
        if (a instanceof Type.SetOf left && b instanceof Type.SetOf right) {
            return compare(left.of(), right.of());
        }
        if (a instanceof Type.MapOf left && b instanceof Type.MapOf right) {
            return compare(left.of(), right.of());
        }
        if (a instanceof Type.Tuple left && b instanceof Type.Tuple right) {
            return left.items().size() == right.items().size() ? compareEach(left.items(), right.items()) : 0;
        }
        if (a instanceof Type.ObjectType left && b instanceof Type.ObjectType right) {
            return compareObjects(left, right);
        }
        return Boolean.compare(isOver(b, a), isOver(a, b));
    }

    private static boolean isOver(Type a, Type b) {
        return a instanceof Type.ListOf && (b instanceof Type.Tuple || b instanceof Type.SetOf)
                || a instanceof Type.Tuple && b instanceof Type.SetOf
                || a instanceof Type.MapOf && b instanceof Type.ObjectType;
    }

    private static int compareObjects(Type.ObjectType a, Type.ObjectType b) {
        if (!a.attributes().keySet().equals(b.attributes().keySet())) {
            return 0;
        }
        List<Type> left = new ArrayList<>();
        List<Type> right = new ArrayList<>();
        a.attributes().forEach((name, attribute) -> {
            left.add(attribute.type());
            right.add(Objects.requireNonNull(b.attributes().get(name)).type());
        });
        return compareEach(left, right);
    }

    /** Neither is more general when one is here and the other there. */
    private static int compareEach(List<Type> a, List<Type> b) {
        int all = 0;
        for (int i = 0; i < a.size(); i++) {
            int one = compare(a.get(i), b.get(i));
            if (one != 0 && all != 0 && one != all) {
                return 0;
            }
            all = one == 0 ? all : one;
        }
        return all;
    }
}
