package io.github.akspolicy.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The kinds that a view or a fact can come from. Resources of other kinds are not asked at all: an environment has a few
 * kinds, and hundreds of policies each look at one or two.
 */
public final class Kinds {
    /** Whatever the kind; the values of charts are no kind. */
    public static final Kinds ALL = new Kinds(true, false, Set.of(), List.of(), Charts.NONE);

    /** Those that carry pods: see {@link PodTemplates}. */
    public static final Kinds PODS = new Kinds(false, true, Set.of(), List.of(), Charts.NONE);

    private final boolean all;
    private final boolean pods;
    private final Set<GroupKind> named;
    private final List<Predicate<String>> groups;
    private final Charts charts;

    private record GroupKind(String group, String kind) {}

    private record Charts(Set<String> required, List<Predicate<String>> names) {
        private static final Charts NONE = new Charts(Set.of(), List.of());

        private Charts or(Charts others) {
            var union = new TreeSet<>(required);
            union.addAll(others.required);
            var tests = new ArrayList<>(names);
            tests.addAll(others.names);
            return new Charts(Collections.unmodifiableSet(union), List.copyOf(tests));
        }
    }

    private Kinds(boolean all, boolean pods, Set<GroupKind> named, List<Predicate<String>> groups, Charts charts) {
        this.all = all;
        this.pods = pods;
        this.named = named;
        this.groups = groups;
        this.charts = charts;
    }

    /**
     * Kinds by name.
     *
     * @param group their API group; the empty string for the core group
     */
    public static Kinds of(String group, String... kinds) {
        var named = new HashSet<GroupKind>();
        for (String kind : kinds) {
            named.add(new GroupKind(group, kind));
        }
        return new Kinds(false, false, Set.copyOf(named), List.of(), Charts.NONE);
    }

    /** All kinds of some API groups, such as those of Azure. */
    public static Kinds inGroups(Predicate<String> groups) {
        return new Kinds(false, false, Set.of(), List.of(groups), Charts.NONE);
    }

    /**
     * No resources, but the values of charts.
     *
     * @param required the charts that must be there, by name: a run without one of them is no pass
     * @param names whether a chart of this name is among them
     */
    public static Kinds valuesOf(Set<String> required, Predicate<String> names) {
        return new Kinds(
                false,
                false,
                Set.of(),
                List.of(),
                new Charts(Collections.unmodifiableSet(new TreeSet<>(required)), List.of(names)));
    }

    /** These and others. */
    public Kinds or(Kinds others) {
        var union = new HashSet<>(named);
        union.addAll(others.named);
        var inGroups = new ArrayList<>(groups);
        inGroups.addAll(others.groups);
        return new Kinds(
                all || others.all,
                pods || others.pods,
                Set.copyOf(union),
                List.copyOf(inGroups),
                charts.or(others.charts));
    }

    /** Whether they are about pods, whatever carries them. */
    public boolean includePods() {
        return pods;
    }

    /** The charts whose values must be there, by name and sorted. */
    public Set<String> requiredCharts() {
        return charts.required();
    }

    /** Whether the values of a chart of this name are among them. */
    public boolean includeValuesOf(String chart) {
        return !charts.names().isEmpty() && charts.names().stream().anyMatch(test -> test.test(chart));
    }

    /** Whether resources like this one are among them. */
    public boolean include(Resource resource) {
        String chart = resource.chart();
        if (chart != null) {
            return includeValuesOf(chart);
        }
        return all
                || (pods && resource.mayCarryPods())
                || (!named.isEmpty()
                        && named.contains(new GroupKind(resource.id().group(), resource.kind())))
                || (!groups.isEmpty()
                        && groups.stream()
                                .anyMatch(test -> test.test(resource.id().group())));
    }
}
