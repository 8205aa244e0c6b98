package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.ROLE_ASSIGNMENTS;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A role in the cluster is of no use to who cannot download a kubeconfig, and Cluster Admin Role downloads the admin certificate. */
final class GroupsMustBeAbleToSignIn extends BuiltInEnvironmentPolicy<RoleAssignment> {
    /** Whoever may download a kubeconfig, in lower case. */
    private static final Derivation<Set<String>> SIGNING_IN = new Derivation<>(
            "principals with a kubeconfig",
            Set.of(ROLE_ASSIGNMENTS),
            indexes -> indexes.all(ROLE_ASSIGNMENTS).stream()
                    .filter(assignment -> {
                        AzureRole role = assignment.role();
                        return role != null && role.grants(AzureRole.Grant.USER_KUBECONFIG);
                    })
                    .map(assignment -> assignment.principalText().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet()));

    GroupsMustBeAbleToSignIn() {
        super(
                ROLE_ASSIGNMENTS,
                Set.of(ROLE_ASSIGNMENTS),
                policy(
                                "cluster/cluster-user-role",
                                LOW,
                                "Principals with Azure roles for data need the Cluster User role")
                        .fix("give the principal Azure Kubernetes Service Cluster User Role, not Cluster Admin Role"));
    }

    @Override
    public void evaluate(RoleAssignment roleAssignment, Indexes indexes, Judgement judgement) {
        AzureRole role = roleAssignment.role();
        if (role == null || !role.grants(AzureRole.Grant.DATA) && role != AzureRole.CLUSTER_ADMIN) {
            return;
        }
        if (role == AzureRole.CLUSTER_ADMIN) {
            judgement.fail(
                    roleAssignment.roleSetting().place(),
                    role.title() + " downloads the certificate of the local administrator");
            return;
        }
        String principal = roleAssignment.principalText();
        if (!indexes.derive(SIGNING_IN).contains(principal.toLowerCase(Locale.ROOT))) {
            judgement.fail(
                    roleAssignment.roleSetting().place(),
                    role.title() + " is given, but " + AzureRole.CLUSTER_USER.title()
                            + " is not: the kubeconfig cannot be downloaded");
        }
    }
}
