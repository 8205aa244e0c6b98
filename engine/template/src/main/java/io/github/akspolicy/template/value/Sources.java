package io.github.akspolicy.template.value;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Where a value came from: a set of sources, the first found first. Immutable. */
public final class Sources {
    /** No source: what a template itself says. */
    public static final Sources NONE = new Sources(Set.of());

    private final Set<Source> all;

    private Sources(Set<Source> all) {
        this.all = all;
    }

    /** A single source. */
    public static Sources of(Source source) {
        return new Sources(Set.of(source));
    }

    /** These and others. */
    public Sources and(Sources others) {
        if (others == this || others.all.isEmpty() || all.containsAll(others.all)) {
            return this;
        }
        if (all.isEmpty()) {
            return others;
        }
        var both = new LinkedHashSet<>(all);
        both.addAll(others.all);
        return new Sources(both);
    }

    /** Those of several values. */
    public static Sources of(Iterable<Sources> several) {
        Sources first = NONE;
        Set<Source> more = null;
        Sources last = NONE;
        for (Sources each : several) {
            if (each == last) {
                continue;
            }
            last = each;
            if (more != null) {
                more.addAll(each.all);
            } else if (first.all.isEmpty()) {
                first = each;
            } else if (!first.all.containsAll(each.all)) {
                more = new LinkedHashSet<>(first.all);
                more.addAll(each.all);
            }
        }
        return more == null ? first : new Sources(more);
    }

    /** Those that are known before a deployment. */
    public Sources settled() {
        return isOpen()
                ? new Sources(all.stream()
                        .filter(source -> !(source instanceof Source.Deployment))
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
                : this;
    }

    /** Those that only a deployment decides. */
    public Sources open() {
        return isOpen()
                ? new Sources(all.stream()
                        .filter(Source.Deployment.class::isInstance)
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
                : NONE;
    }

    /** Other sources for these. */
    public Sources replacing(UnaryOperator<Source> change) {
        return all.isEmpty()
                ? this
                : new Sources(all.stream().map(change).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Each source once. */
    public Set<Source> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether the deployment has a say: the value may be another one when the chart is installed. */
    public boolean isOpen() {
        return all.stream().anyMatch(Source.Deployment.class::isInstance);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sources sources && all.equals(sources.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
