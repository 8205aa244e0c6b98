package io.github.akspolicy.helm.branch;

import io.github.akspolicy.source.DeploymentInput;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of a value of a template: what of the deployment it depends on, and whether it is, or holds, one of the objects
 * through which templates ask for that.
 *
 * @param inputs what it depends on
 * @param objects which objects it may be
 * @param keys what it holds under constant keys
 */
record Trace(Set<DeploymentInput> inputs, Set<Builtin> objects, Map<String, Trace> keys) {
    /** An object of Helm's. */
    enum Builtin {
        /** What templates are called with: {@code $}. */
        ROOT,
        RELEASE,
        CAPABILITIES
    }

    /** A value that only the chart and its values decide. */
    static final Trace NONE = new Trace(Set.of(), Set.of(), Map.of());

    static final Trace ROOT = new Trace(Set.of(), Set.of(Builtin.ROOT), Map.of());

    /** Deeper structures are made by templates that try to. */
    private static final int DEEPEST = 4;

    private static final int MOST_KEYS = 64;

    Trace {
        inputs = Set.copyOf(inputs);
        objects = Set.copyOf(objects);
        keys = Map.copyOf(keys);
    }

    static Trace of(Collection<DeploymentInput> inputs) {
        return inputs.isEmpty() ? NONE : new Trace(Set.copyOf(inputs), Set.of(), Map.of());
    }

    static Trace of(DeploymentInput input) {
        return new Trace(Set.of(input), Set.of(), Map.of());
    }

    static Trace of(Builtin object) {
        return new Trace(Set.of(), Set.of(object), Map.of());
    }

    /** Either of two values. */
    Trace or(Trace other) {
        return or(other, DEEPEST);
    }

    private Trace or(Trace other, int depth) {
        if (other.equals(NONE) || other.equals(this)) {
            return this;
        }
        if (equals(NONE)) {
            return other.cut(depth);
        }
        var merged = new TreeMap<String, Trace>();
        if (depth > 0) {
            merged.putAll(keys);
            other.keys.forEach((key, value) -> {
                Trace known = merged.get(key);
                if (known != null) {
                    merged.put(key, known.or(value, depth - 1));
                } else if (merged.size() < MOST_KEYS) {
                    merged.put(key, value.cut(depth - 1));
                }
            });
        }
        return new Trace(union(inputs, other.inputs), union(objects, other.objects), merged);
    }

    private Trace cut(int depth) {
        if (keys.isEmpty()) {
            return this;
        }
        var kept = new TreeMap<String, Trace>();
        if (depth > 0) {
            keys.forEach((key, value) -> kept.put(key, value.cut(depth - 1)));
        }
        return new Trace(inputs, objects, kept);
    }

    /** The same, depending on more. */
    Trace with(Collection<DeploymentInput> more) {
        return inputs.containsAll(more) ? this : new Trace(union(inputs, more), objects, keys);
    }

    /** A mapping that holds a value under a key. */
    static Trace holding(String key, Trace value) {
        return new Trace(Set.of(), Set.of(), Map.of(key, value)).cut(DEEPEST);
    }

    /** Everything that is reached from it, as its text is: all it depends on and all that its objects answer. */
    Set<DeploymentInput> whole() {
        var all = EnumSet.noneOf(DeploymentInput.class);
        all.addAll(inputs);
        for (Builtin object : objects) {
            if (object != Builtin.CAPABILITIES) {
                all.add(DeploymentInput.RELEASE_STATE);
                all.add(DeploymentInput.REVISION);
            }
            if (object != Builtin.RELEASE) {
                all.add(DeploymentInput.KUBE_VERSION);
                all.add(DeploymentInput.API_VERSIONS);
                all.add(DeploymentInput.HELM_VERSION);
            }
        }
        keys.values().forEach(value -> all.addAll(value.whole()));
        return all;
    }

    /** What is under some key of it that is not known. */
    Trace any() {
        Trace any = of(inputs);
        for (Trace value : keys.values()) {
            any = any.or(value);
        }
        for (Builtin object : objects) {
            any = any.or(
                    object == Builtin.ROOT
                            ? of(Builtin.RELEASE).or(of(Builtin.CAPABILITIES))
                            : of(of(object).whole()));
        }
        return any;
    }

    private static <T> Set<T> union(Collection<T> one, Collection<T> other) {
        var all = new java.util.HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
