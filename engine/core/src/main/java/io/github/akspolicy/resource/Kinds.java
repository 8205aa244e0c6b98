package io.github.akspolicy.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The kinds that a view or a fact can come from. Resources of other kinds are not asked at all: an environment has a few
 * kinds, and hundreds of policies each look at one or two.
 */
public final class Kinds {
    /** Whatever the kind. */
    public static final Kinds ALL = new Kinds(true, false, Set.of(), List.of());

    /** Those that carry pods: see {@link PodTemplates}. */
    public static final Kinds PODS = new Kinds(false, true, Set.of(), List.of());

    private final boolean all;
    private final boolean pods;
    private final Set<GroupKind> named;
    private final List<Predicate<String>> groups;

    private record GroupKind(String group, String kind) {}

    private Kinds(boolean all, boolean pods, Set<GroupKind> named, List<Predicate<String>> groups) {
        this.all = all;
        this.pods = pods;
        this.named = named;
        this.groups = groups;
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
        return new Kinds(false, false, Set.copyOf(named), List.of());
    }

    /** All kinds of some API groups, such as those of Azure. */
    public static Kinds inGroups(Predicate<String> groups) {
        return new Kinds(false, false, Set.of(), List.of(groups));
    }

    /** These and others. */
    public Kinds or(Kinds others) {
        var union = new HashSet<>(named);
        union.addAll(others.named);
        var inGroups = new ArrayList<>(groups);
        inGroups.addAll(others.groups);
        return new Kinds(all || others.all, pods || others.pods, Set.copyOf(union), List.copyOf(inGroups));
    }

    /** Whether they are about pods, whatever carries them. */
    public boolean includePods() {
        return pods;
    }

    /** Whether resources like this one are among them. */
    public boolean include(Resource resource) {
        return all
                || (pods && resource.mayCarryPods())
                || (!named.isEmpty()
                        && named.contains(new GroupKind(resource.id().group(), resource.kind())))
                || (!groups.isEmpty()
                        && groups.stream()
                                .anyMatch(test -> test.test(resource.id().group())));
    }
}
