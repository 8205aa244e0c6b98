package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.ON_CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ROLE_ASSIGNMENTS;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.Setting;

/** A reader of the whole cluster reads every team. */
final class RolesMustBeScopedToNamespaces extends BuiltInEnvironmentPolicy<RoleAssignment> {
    RolesMustBeScopedToNamespaces() {
        super(
                ROLE_ASSIGNMENTS,
                ON_CLUSTERS.reads(),
                policy(
                                "cluster/role-assignment-namespace-scope",
                                MEDIUM,
                                "Reader/Writer roles should be scoped to namespaces")
                        .fix("assign the role at CLUSTER/namespaces/NAMESPACE or CLUSTER/managedNamespaces/NAMESPACE"));
    }

    @Override
    public void evaluate(RoleAssignment roleAssignment, Indexes indexes, Judgement judgement) {
        AzureRole role = roleAssignment.role();
        if (role != AzureRole.RBAC_READER && role != AzureRole.RBAC_WRITER && role != AzureRole.RBAC_ADMIN) {
            return;
        }
        if (!indexes.derive(ON_CLUSTERS).contains(roleAssignment)) {
            return;
        }
        Setting scope = roleAssignment.scope();
        if (roleAssignment.isAbove()) {
            judgement.fail(
                    scope.place(), role.title() + " holds for every cluster in the scope, which is not one namespace");
            return;
        }
        String namespace = roleAssignment.namespace();
        if (namespace.isEmpty()) {
            judgement.fail(scope.place(), role.title() + " holds for the whole cluster");
        } else if (!namespace.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?|.*⟨.*")) {
            judgement.fail(scope.place(), namespace + " cannot be a namespace");
        }
    }
}
