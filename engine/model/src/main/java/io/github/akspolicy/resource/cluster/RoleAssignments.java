package io.github.akspolicy.resource.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The role assignments of an environment by their scope. What is assigned on a management group, subscription or resource
 * group holds for all that lies in it (articles/role-based-access-control/scope-overview.md); where the files do not say
 * which group a resource lies in, it may be any.
 */
public final class RoleAssignments {
    private static final String ANY_GROUP = "";

    private final Referrers<RoleAssignment> byScope;
    private final List<RoleAssignment> above;
    private final List<RoleAssignment> elsewhere;
    private final ResourceGroups groups;
    private final Map<String, List<RoleAssignment>> inherited = new ConcurrentHashMap<>();

    /**
     * @param all the assignments
     * @param groups the resource groups that the definitions make
     */
    public RoleAssignments(Collection<RoleAssignment> all, Collection<AzureResource> groups) {
        this.byScope = Referrers.byWords(all, assignment -> List.of(assignment.scopeWord()));
        this.above = all.stream().filter(RoleAssignment::isAbove).toList();
        this.elsewhere = all.stream()
                .filter(assignment -> assignment.scope().unresolved() != null && !assignment.isAbove())
                .toList();
        this.groups = new ResourceGroups(groups);
    }

    /** Those whose scope is the resource or lies within it. */
    public List<RoleAssignment> within(AzureResource resource) {
        return byScope.into(resource);
    }

    /**
     * Those on what the resource lies in: a resource group, subscription or management group. It is one and the same list
     * for all resources of a group.
     */
    public List<RoleAssignment> inherited(AzureResource resource) {
        String group = groups.of(resource);
        return inherited.computeIfAbsent(
                group == null ? ANY_GROUP : group,
                name -> above.stream()
                        .filter(assignment -> holdsIn(group, assignment))
                        .toList());
    }

    private boolean holdsIn(@Nullable String group, RoleAssignment assignment) {
        String other = group == null ? null : groups.named(assignment.scopeWord());
        return other == null || other.equals(group);
    }

    /** Those that count for the resource: those on it, on something in it, and on what it lies in. */
    public List<RoleAssignment> concerning(AzureResource resource) {
        return Stream.concat(within(resource).stream(), inherited(resource).stream())
                .toList();
    }

    /** Those that count for one of these resources. */
    public Set<RoleAssignment> concerningAny(Collection<? extends AzureResource> resources) {
        Set<RoleAssignment> concerning = new HashSet<>();
        Map<List<RoleAssignment>, Boolean> handedDown = new IdentityHashMap<>();
        for (AzureResource resource : resources) {
            concerning.addAll(within(resource));
            handedDown.put(inherited(resource), true);
        }
        handedDown.keySet().forEach(concerning::addAll);
        return concerning;
    }

    /** Those whose scope is known only at deployment and is none of these resources: they may be on any. */
    public List<RoleAssignment> elsewhere(Collection<? extends AzureResource> resources) {
        var open = new ArrayList<>(elsewhere);
        if (!open.isEmpty()) {
            open.removeAll(resources.stream()
                    .flatMap(resource -> within(resource).stream())
                    .collect(Collectors.toSet()));
        }
        return List.copyOf(open);
    }
}
