package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.ON_CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ROLE_ASSIGNMENTS;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Set;

/** Whoever has one of these roles is administrator of the cluster, whatever RBAC in the cluster says. */
final class PowerfulRolesMustBeFew extends BuiltInEnvironmentPolicy<RoleAssignment> {
    private static final Parameter<List<String>> PRINCIPALS =
            Parameter.strings("allowedPrincipals", List.of(), "object ids of those who may have the roles");
    private static final Parameter<List<String>> ADMIN_ROLES = Parameter.strings(
            "adminRoleIds",
            List.of(
                    AzureRole.RBAC_CLUSTER_ADMIN.id(),
                    AzureRole.RBAC_ADMIN.id(),
                    AzureRole.CLUSTER_ADMIN.id(),
                    AzureRole.CLUSTER_CONTRIBUTOR.id(),
                    AzureRole.FLEET_CLUSTER_ADMIN.id(),
                    AzureRole.FLEET_MEMBER_CLUSTER_ADMIN.id(),
                    AzureRole.FLEET_MEMBER_ADMIN.id()),
            "the ids of the roles; Owner, Contributor, User Access Administrator and Role Based Access Control"
                    + " Administrator are always among them");

    /** Whoever gives roles gives them to themselves. */
    private static final Set<AzureRole> GIVING =
            Set.of(AzureRole.USER_ACCESS_ADMINISTRATOR, AzureRole.ACCESS_CONTROL_ADMINISTRATOR);

    private static final Parameter<Boolean> PREFER_GROUPS =
            Parameter.flag("preferGroups", true, "whether a single user is wrong in any case");

    PowerfulRolesMustBeFew() {
        super(
                ROLE_ASSIGNMENTS,
                ON_CLUSTERS.reads(),
                policy(
                                "cluster/role-assignments",
                                HIGH,
                                "Powerful Azure roles on the cluster must go only to allowed principals")
                        .fix("give the role to a group that is allowed to administrate, or a smaller role")
                        .parameters(PRINCIPALS, ADMIN_ROLES, PREFER_GROUPS));
    }

    @Override
    public void evaluate(RoleAssignment roleAssignment, Indexes indexes, Judgement judgement) {
        AzureRole role = roleAssignment.role();
        boolean isPowerful = judgement.get(ADMIN_ROLES).contains(roleAssignment.roleId())
                || role == AzureRole.OWNER
                || role == AzureRole.CONTRIBUTOR
                || roleAssignment.isOneOf(GIVING);
        if (!isPowerful || !indexes.derive(ON_CLUSTERS).contains(roleAssignment)) {
            return;
        }
        Setting principal = roleAssignment.principal();
        String what = role == null ? "the role " + roleAssignment.roleId() : role.title();
        if (judgement.get(PREFER_GROUPS) && roleAssignment.principalType().equalsIgnoreCase("User")) {
            judgement.fail(
                    roleAssignment.roleSetting().place(), what + " is given to a single user: give it to a group");
        } else if (isAllowed(roleAssignment.principalText(), judgement) || Demand.isUnknown(principal, judgement)) {
            return;
        } else if (roleAssignment.isOneOf(GIVING) && roleAssignment.condition().isWritten()) {
            judgement.unknown(
                    roleAssignment.condition().place(),
                    UnknownCause.INPUT,
                    what
                            + " has a condition, which is not evaluated: check that it excludes the roles of administrators");
        } else {
            judgement.fail(
                    principal.place(),
                    what + " is given to " + roleAssignment.principalText() + ", which is none of allowedPrincipals");
        }
    }

    private static boolean isAllowed(String principal, Judgement judgement) {
        return judgement.get(PRINCIPALS).stream().anyMatch(principal::equalsIgnoreCase);
    }
}
