package io.github.akspolicy.policies.registry;

import io.github.akspolicy.policies.Facts;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.image.ImagePattern;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which Azure container registries the nodes of an environment may pull from. */
public final class AttachedRegistries {
    /** What a policy that asks for them declares. */
    public static final Set<Index<?>> READS =
            Set.of(Facts.ATTACHED_REGISTRIES, ClusterFacts.REGISTRIES, ClusterFacts.ROLE_ASSIGNMENTS);

    public static final Derivation<AttachedRegistries> OF =
            new Derivation<>("attached registries", READS, AttachedRegistries::new);

    /** All of them may read the layers of images (articles/container-registry/container-registry-rbac-built-in-roles). */
    private static final Set<AzureRole> PULLING = EnumSet.of(
            AzureRole.ACR_PULL,
            AzureRole.ACR_PUSH,
            AzureRole.ACR_REPOSITORY_READER,
            AzureRole.CONTRIBUTOR,
            AzureRole.OWNER);

    /** What is known of one registry. */
    public enum State {
        ATTACHED,
        /** It is in the sources, and none of them gives anybody a role on it. */
        DETACHED,
        /** It, or who may pull from it, is in no source. */
        UNKNOWN
    }

    private final List<String> context;
    private final Map<String, State> byName = new HashMap<>();

    private AttachedRegistries(Indexes indexes) {
        this.context = indexes.all(Facts.ATTACHED_REGISTRIES);
        List<RoleAssignment> assignments = indexes.all(ClusterFacts.ROLE_ASSIGNMENTS);
        for (Registry registry : indexes.all(ClusterFacts.REGISTRIES)) {
            String name = registry.azureName();
            if (name != null) {
                byName.put(name.toLowerCase(Locale.ROOT), state(registry, assignments));
            }
        }
    }

    private static State state(Registry registry, List<RoleAssignment> assignments) {
        List<RoleAssignment> own = assignments.stream()
                .filter(assignment -> assignment.isWithin(registry) || assignment.isAbove())
                .toList();
        if (own.stream().anyMatch(assignment -> PULLING.contains(assignment.role()))) {
            return State.ATTACHED;
        }
        // a role of one's own may pull, and so may one that is known only at deployment
        boolean isPerhaps = own.stream().anyMatch(assignment -> assignment.role() == null)
                || assignments.stream()
                        .anyMatch(assignment -> assignment.scope().unresolved() != null
                                && !assignment.isAbove()
                                && assignment.role() == AzureRole.ACR_PULL);
        return isPerhaps ? State.UNKNOWN : State.DETACHED;
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
