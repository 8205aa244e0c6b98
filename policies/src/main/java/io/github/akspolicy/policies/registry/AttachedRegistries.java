package io.github.akspolicy.policies.registry;

import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.RegistryProperties;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.RoleAssignments;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.resource.image.ImagePattern;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which Azure container registries the nodes of an environment may pull from. */
public final class AttachedRegistries {
    /** What a policy that asks for them declares. */
    public static final Set<Index<?, ?>> READS = Set.of(
            Facts.ATTACHED_REGISTRIES,
            ClusterFacts.REGISTRIES,
            ClusterFacts.ROLE_ASSIGNMENTS,
            ClusterFacts.RESOURCE_GROUPS);

    public static final Derivation<AttachedRegistries> OF =
            new Derivation<>("attached registries", READS, AttachedRegistries::new);

    /** What is known of one registry. */
    public enum State {
        /** Somebody who may be the nodes has a role on it that allows to pull, or everybody may. */
        ATTACHED,
        /** It is in the sources, and none of them gives anybody such a role on it. */
        DETACHED,
        /** It, or who may pull from it, is in no source. */
        UNKNOWN
    }

    /** What assignments on a group of resources say; shared by all registries of the group. */
    private record Inherited(List<RoleAssignment> assignments, Set<AzureRole> roles) {
        @Override
        @SuppressWarnings("ReferenceEquality") // one list for each group
        public boolean equals(Object other) {
            return other instanceof Inherited same && assignments == same.assignments && roles.equals(same.roles);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(assignments) + roles.hashCode();
        }
    }

    private final List<String> context;
    private final Map<String, State> byName = new HashMap<>();
    private final Map<Inherited, State> inherited = new HashMap<>();
    private final RoleAssignments assignments;
    private final List<RoleAssignment> elsewhere;
    private final boolean wereAnswered;

    private AttachedRegistries(Indexes indexes) {
        this.context = indexes.all(Facts.ATTACHED_REGISTRIES);
        this.assignments = indexes.derive(ClusterFacts.ASSIGNMENTS);
        List<Registry> registries = indexes.all(ClusterFacts.REGISTRIES);
        this.elsewhere = assignments.elsewhere(registries);
        this.wereAnswered = indexes.all(ClusterFacts.ROLE_ASSIGNMENTS).stream()
                .anyMatch(assignment -> assignment.resource().notation() == Notation.AZ);
        for (Registry registry : registries) {
            String name = registry.azureName();
            if (name != null) {
                byName.put(name.toLowerCase(Locale.ROOT), state(registry));
            }
        }
    }

    private State state(Registry registry) {
        Set<AzureRole> roles = registry.pullingRoles();
        State own = state(assignments.within(registry), roles);
        Setting anonymous = registry.get(RegistryProperties.ANONYMOUS_PULL);
        if (own == State.ATTACHED || anonymous.isTrue()) {
            return State.ATTACHED;
        }
        State above = inherited.computeIfAbsent(
                new Inherited(assignments.inherited(registry), roles), key -> state(key.assignments(), roles));
        if (above == State.ATTACHED) {
            return State.ATTACHED;
        }
        boolean isPerhaps = own == State.UNKNOWN
                || above == State.UNKNOWN
                || roles.isEmpty()
                || anonymous.unresolved() != null
                || elsewhere.stream().anyMatch(assignment -> assignment.isOneOf(roles))
                || registry.notation() == Notation.AZ && !wereAnswered;
        return isPerhaps ? State.UNKNOWN : State.DETACHED;
    }

    /** A role of one's own may pull, and so may one that is known only at deployment. */
    private static State state(Collection<RoleAssignment> assignments, Set<AzureRole> roles) {
        State state = State.DETACHED;
        for (RoleAssignment assignment : assignments) {
            if (assignment.isOneOf(roles) && assignment.isPerhapsForNodes()) {
                return State.ATTACHED;
            }
            state = assignment.role() == null ? State.UNKNOWN : state;
        }
        return state;
    }

    /** What is known of the registry with a login server, in lower case. */
    public State state(String server) {
        boolean isNamed = ImageReference.parse(server + "/image")
                .filter(reference -> ImagePattern.anyMatches(context, reference))
                .isPresent();
        if (isNamed) {
            return State.ATTACHED;
        }
        // behind the name there may be a hyphen and the hash of a tenant: names themselves have none
        String label = server.substring(0, server.indexOf('.'));
        int hyphen = label.indexOf('-');
        return byName.getOrDefault(hyphen < 0 ? label : label.substring(0, hyphen), State.UNKNOWN);
    }
}
