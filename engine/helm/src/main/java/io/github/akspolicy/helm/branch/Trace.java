package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.source.DeploymentInput;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
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
        CAPABILITIES,
        /** Something in which one of the others is, under a name that is not known. */
        HOLDER,
        /** {@code .Chart}: a structure in Helm 3, a mapping in Helm 4. */
        CHART,
        /** {@code .Chart.Dependencies}: where there are none, null in Helm 3, an empty list in Helm 4. */
        DEPENDENCIES,
        /** Something whose type in Go has another name in Helm 3 than in Helm 4, as {@code .Values} itself. */
        TYPED,
        /** No object, but text that is not the constants and values it was made of. */
        COMPOSED,
        /** No object, but text that is random or of the time, and not yet within the text of a value of YAML. */
        LOOSE;

        private boolean isTyped() {
            return this != COMPOSED && this != LOOSE && this != RELEASE;
        }

        /** Whether it leads to what a deployment decides. */
        private boolean leadsOn() {
            return this == ROOT || this == RELEASE || this == CAPABILITIES || this == HOLDER;
        }

        private boolean leadsToCapabilities() {
            return this == ROOT || this == CAPABILITIES;
        }

        private boolean leadsToRelease() {
            return this == ROOT || this == RELEASE;
        }
    }

    /** A value that only the chart and its values decide. */
    static final Trace NONE = new Trace(Set.of(), Set.of(), Map.of());

    static final Trace ROOT = new Trace(Set.of(), Set.of(Builtin.ROOT), Map.of());

    /** Stands for a key that is not known; no template writes a field of that name. */
    private static final String ANY_KEY = "*";

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
        var merged = new TreeMap<>(keys);
        other.keys.forEach((key, value) -> {
            Trace known = merged.get(key);
            merged.put(key, known == null ? value.cut(depth - 1) : known.or(value, depth - 1));
        });
        boolean isKept = depth > 0 && merged.size() <= MOST_KEYS;
        Trace one = isKept ? this : held();
        Trace two = isKept ? other : other.held();
        return new Trace(union(one.inputs, two.inputs), union(one.objects, two.objects), isKept ? merged : Map.of());
    }

    /** What it is where nobody knows any more under which keys it holds what. */
    private Trace held() {
        Set<Builtin> within = EnumSet.noneOf(Builtin.class);
        keys.values().forEach(value -> within.addAll(value.allObjects()));
        if (within.stream().anyMatch(Builtin::leadsOn)) {
            within.add(Builtin.HOLDER);
        }
        return new Trace(allInputs(), union(objects, within), Map.of());
    }

    private Set<DeploymentInput> allInputs() {
        Set<DeploymentInput> all = EnumSet.noneOf(DeploymentInput.class);
        all.addAll(inputs);
        keys.values().forEach(value -> all.addAll(value.allInputs()));
        return all;
    }

    private Set<Builtin> allObjects() {
        Set<Builtin> all = EnumSet.noneOf(Builtin.class);
        all.addAll(objects);
        keys.values().forEach(value -> all.addAll(value.allObjects()));
        return all;
    }

    /** Whether it is or holds an object of Helm's. */
    boolean hasObjects() {
        return allObjects().stream().anyMatch(Builtin::leadsOn);
    }

    /** Whether its type has another name in Helm 3 than in Helm 4. */
    boolean isTypedByHelm() {
        // what holds any of them may be any of them, which says nothing
        return !objects.contains(Builtin.HOLDER) && objects.stream().anyMatch(object -> object.isTyped());
    }

    /** The same without Helm's objects: what was put into a mapping, which they may be reached from. */
    Trace withoutObjects() {
        var kept = new TreeMap<String, Trace>();
        keys.forEach((key, value) -> kept.put(key, value.withoutObjects()));
        kept.values().removeIf(NONE::equals);
        return new Trace(inputs, Set.of(), kept);
    }

    /** Whether it may hold any of them. */
    boolean mayHoldAny() {
        return allObjects().contains(Builtin.HOLDER);
    }

    /** Whether it is or holds text that is not what was written. */
    boolean isComposed() {
        return allObjects().contains(Builtin.COMPOSED);
    }

    /** Whether it is text that is random or of the time, and may become any part of YAML. */
    boolean isLoose() {
        return objects.contains(Builtin.LOOSE);
    }

    /** Whether it is or holds such text. */
    boolean holdsLoose() {
        return allObjects().contains(Builtin.LOOSE);
    }

    /** Whether it is nothing but what templates are called with, or holds no object at all. */
    boolean isRootOrPlain() {
        return equals(ROOT) || !hasObjects();
    }

    private Trace cut(int depth) {
        if (keys.isEmpty()) {
            return this;
        }
        if (depth <= 0) {
            return held();
        }
        var kept = new TreeMap<String, Trace>();
        keys.forEach((key, value) -> kept.put(key, value.cut(depth - 1)));
        return new Trace(inputs, objects, kept);
    }

    /** The same, depending on more. */
    Trace with(Collection<DeploymentInput> more) {
        return inputs.containsAll(more) ? this : new Trace(union(inputs, more), objects, keys);
    }

    /** A mapping that holds a value under a key. */
    private static Trace holding(String key, Trace value) {
        return new Trace(Set.of(), Set.of(), Map.of(key, value)).cut(DEEPEST);
    }

    /** A list of values. */
    static Trace list(List<Trace> items) {
        Trace list = NONE;
        for (int i = 0; i < items.size(); i++) {
            list = list.or(holding(item(i), items.get(i)));
        }
        return list;
    }

    /** The same mapping with a value under a key. */
    Trace holding(Operand<Trace> key, Trace value) {
        return or(holding(key.text() == null ? ANY_KEY : key.text(), value));
    }

    /** What is under a key. */
    Trace under(String key) {
        Trace value = keys.getOrDefault(key, NONE);
        Trace any = keys.get(ANY_KEY);
        return any == null ? value : value.or(any);
    }

    private static String item(long index) {
        return "[" + index + "]";
    }

    /** The item of a list, or what is under some key where that is not known. */
    Trace at(long index) {
        Trace item = keys.get(item(index));
        return item == null || !objects.isEmpty() ? anyItem() : item.with(inputs);
    }

    /** The item of a list of which nobody knows which. */
    Trace anyItem() {
        return any().or(items());
    }

    /** What is a list in another order or length, or one of its items. */
    Trace items() {
        Trace items = new Trace(inputs, objects, Map.of());
        for (Map.Entry<String, Trace> entry : keys.entrySet()) {
            items = items.or(
                    entry.getKey().startsWith("[")
                            ? entry.getValue().items()
                            : holding(entry.getKey(), entry.getValue()));
        }
        return items;
    }

    /** Everything that is reached from it, as its text is: all it depends on and all that its objects answer. */
    Set<DeploymentInput> whole() {
        var all = EnumSet.noneOf(DeploymentInput.class);
        all.addAll(inputs);
        for (Builtin object : objects) {
            if (object.leadsToRelease()) {
                all.add(DeploymentInput.RELEASE_STATE);
                all.add(DeploymentInput.REVISION);
            }
            if (object.leadsToCapabilities()) {
                all.add(DeploymentInput.KUBE_VERSION);
                all.add(DeploymentInput.API_VERSIONS);
                all.add(DeploymentInput.HELM_VERSION);
            }
            if (object == Builtin.CHART || object == Builtin.DEPENDENCIES) {
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
                    switch (object) {
                        // a list of it is taken for it, and it has others like itself among its subcharts
                        case ROOT, HOLDER ->
                            new Trace(
                                    Set.of(),
                                    Set.of(Builtin.ROOT, Builtin.RELEASE, Builtin.CAPABILITIES, Builtin.HOLDER),
                                    Map.of());
                        case RELEASE, CAPABILITIES -> of(of(object).whole()).or(of(object));
                        case CHART, DEPENDENCIES, TYPED -> NONE;
                        case COMPOSED, LOOSE -> of(object);
                    });
        }
        return any;
    }

    private static <T> Set<T> union(Collection<T> one, Collection<T> other) {
        var all = new java.util.HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
