package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is known of something that a template computes: which values it is, or is made of. */
sealed interface Symbol {
    /** Nothing that values supply. */
    Symbol NONE = new Derived(List.of());

    /** What a mapping does not have that the template makes. */
    Symbol ABSENT = new Absent();

    /** Nothing. */
    record Absent() implements Symbol {}

    /** What a chart's templates are called with: {@code .Values}, {@code .Release} and the rest. */
    record Context(Instance instance) implements Symbol {}

    /**
     * Exactly the value at a path.
     *
     * @param path keys and list indexes from the values of the instance
     */
    record Value(Instance instance, List<Object> path) implements Symbol {
        public Value {
            path = List.copyOf(path);
        }

        Value child(Object segment) {
            return below(List.of(segment));
        }

        Value below(List<Object> segments) {
            return new Value(instance, longer(path, segments));
        }
    }

    /** A mapping made by the template. */
    record Entries(Map<String, Symbol> entries) implements Symbol {}

    /** A list made by the template. */
    record Items(List<Symbol> items) implements Symbol {}

    /**
     * A constant that is known.
     *
     * @param value a {@link String}, {@link Long} or {@link Boolean}
     */
    record Known(Object value) implements Symbol {}

    /**
     * Something in a mapping or list, or in what a text is read as, of which it is not known where.
     *
     * @param path the fields of it that are asked for
     */
    record Within(Symbol of, List<Object> path) implements Symbol {
        /** An item of something. */
        static Within item(Symbol of) {
            return of instanceof Within within ? within : new Within(of, List.of());
        }

        Within child(Object segment) {
            return new Within(of, longer(path, List.of(segment)));
        }
    }

    /** A part of a text that is the path of values, as {@code splitList} makes them. */
    record Step(List<Value> to) implements Symbol {}

    /** Several laid over each other; the first that has a key wins. */
    record Merged(List<Symbol> layers) implements Symbol {
        /** What lies within another one lies within this: a variable that is made of itself again and again does not grow. */
        public Merged {
            layers = flat(layers, layer -> layer instanceof Merged merged ? merged.layers() : List.of(layer));
        }
    }

    /** Computed from others, nobody knows how. */
    record Derived(List<Symbol> from) implements Symbol {
        /** What is computed from what others are computed from is computed from these. */
        public Derived {
            from = flat(
                    from,
                    part -> part instanceof Derived derived && !derived.from().isEmpty()
                            ? derived.from()
                            : List.of(part));
        }
    }

    private static List<Object> longer(List<Object> path, List<Object> segments) {
        var longer = new ArrayList<>(path);
        longer.addAll(segments);
        return List.copyOf(longer);
    }

    private static List<Symbol> flat(List<Symbol> parts, Function<Symbol, List<Symbol>> within) {
        var flat = new LinkedHashSet<Symbol>();
        parts.forEach(part -> flat.addAll(within.apply(part)));
        return List.copyOf(flat);
    }
}
