package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.ASSIGNMENTS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ASSIGNMENTS_ELSEWHERE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policies.cluster.ClusterFacts.RESOURCE_GROUPS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ROLE_ASSIGNMENTS;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.RegistryProperties.ROLE_ASSIGNMENT_MODE;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.RoleAssignments;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** With the role AcrPull nodes pull with their own identity: no password anywhere. */
final class ClustersMustPullWithTheirIdentity extends BuiltInEnvironmentPolicy<Registry> {
    private static final Set<AzureRole> TOO_MUCH = Set.of(
            AzureRole.ACR_PUSH,
            AzureRole.CONTRIBUTOR,
            AzureRole.OWNER,
            AzureRole.ACR_REPOSITORY_WRITER,
            AzureRole.ACR_REPOSITORY_CONTRIBUTOR);

    ClustersMustPullWithTheirIdentity() {
        super(
                REGISTRIES,
                Set.of(REGISTRIES, CLUSTERS, ROLE_ASSIGNMENTS, RESOURCE_GROUPS),
                policy(
                                "registry/acr-attached",
                                HIGH,
                                "The cluster must pull through its kubelet identity, with pull-only rights")
                        .fix("give AcrPull on the registry to the kubelet identity of the cluster"));
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        if (indexes.all(CLUSTERS).isEmpty()) {
            return;
        }
        AzureRole wanted = registry.pullRole();
        RoleAssignments assignments = indexes.derive(ASSIGNMENTS);
        List<RoleAssignment> own = assignments.concerning(registry);
        own.stream()
                .filter(assignment -> assignment.isForKubelet() && assignment.isOneOf(TOO_MUCH))
                .map(assignment -> Objects.requireNonNull(assignment.role()).title())
                .distinct()
                .forEach(role -> judgement.add(Observation.violation(
                        registry.place(),
                        "the nodes have the role " + role + " on the registry: " + wanted.title() + " is enough",
                        "too much")));
        List<RoleAssignment> pulling =
                own.stream().filter(assignment -> assignment.role() == wanted).toList();
        if (pulling.stream().anyMatch(RoleAssignment::isPerhapsForNodes)) {
            return;
        }
        if (registry.get(ROLE_ASSIGNMENT_MODE).unresolved() == null
                && own.stream().noneMatch(assignment -> assignment.role() == null)
                && indexes.derive(ASSIGNMENTS_ELSEWHERE).stream().noneMatch(assignment -> assignment.role() == wanted)
                && (registry.notation() != Notation.AZ
                        || !indexes.all(ROLE_ASSIGNMENTS).isEmpty())) {
            judgement.add(Observation.violation(
                    registry.place(),
                    pulling.isEmpty()
                            ? "no identity has the role " + wanted.title() + " on the registry"
                            : "the role " + wanted.title()
                                    + " on the registry is given to a user or to the control plane: nodes pull with the"
                                    + " kubelet identity",
                    "missing"));
        } else {
            judgement.unknown(
                    registry.place(),
                    UnknownCause.INPUT,
                    "whether the nodes have the role " + wanted.title() + " on the registry is in no source");
        }
    }
}
