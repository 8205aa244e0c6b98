package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ROLE_ASSIGNMENTS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** With the role AcrPull nodes pull with their own identity: no password anywhere. */
final class ClustersMustPullWithTheirIdentity extends BuiltInEnvironmentPolicy<Registry> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "registry/acr-attached",
                    HIGH,
                    "The cluster must pull through its kubelet identity, with pull-only rights",
                    "give AcrPull on the registry to the kubelet identity of the cluster")
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "5.1.2", "5.1.3")
            .references(Catalog.AKS_DOCS, "cluster-container-registry-integration");

    ClustersMustPullWithTheirIdentity() {
        super(REGISTRIES, Set.of(CLUSTERS, ROLE_ASSIGNMENTS), INFO);
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        boolean needsRepositoryRole = registry.root()
                .at("properties", "roleAssignmentMode")
                .stringOr("")
                .equals("AbacRepositoryPermissions");
        AzureRole wanted = needsRepositoryRole ? AzureRole.ACR_REPOSITORY_READER : AzureRole.ACR_PULL;
        List<RoleAssignment> own = indexes.all(ROLE_ASSIGNMENTS).stream()
                .filter(assignment -> assignment.isWithin(registry))
                .toList();
        if (indexes.all(CLUSTERS).isEmpty()) {
            return;
        }
        for (RoleAssignment assignment : own) {
            AzureRole role = assignment.role();
            if (isKubelet(assignment)
                    && (role == AzureRole.ACR_PUSH || role == AzureRole.CONTRIBUTOR || role == AzureRole.OWNER)) {
                judgement.add(Observation.violation(
                        registry.place(),
                        "the nodes have the role " + role.title() + " on the registry: " + wanted.title()
                                + " is enough",
                        "too much"));
            }
        }
        if (own.stream().noneMatch(assignment -> assignment.role() == wanted)) {
            judgement.add(Observation.violation(
                    registry.place(), "nobody has the role " + wanted.title() + " on the registry", "missing"));
        }
    }

    private static boolean isKubelet(RoleAssignment assignment) {
        String principal = assignment.principalText().toLowerCase(Locale.ROOT);
        return principal.contains("kubelet");
    }
}
