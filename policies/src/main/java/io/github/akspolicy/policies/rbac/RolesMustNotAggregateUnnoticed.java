package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Role;
import java.util.List;
import java.util.Optional;

/** A label adds the rules of a role to admin, edit or view in every namespace. */
final class RolesMustNotAggregateUnnoticed extends RolePolicy {
    RolesMustNotAggregateUnnoticed() {
        super(policy("rbac/aggregated-roles", MEDIUM, "Roles must not aggregate into admin/edit/view unnoticed")
                .fix("remove the label, or grant the role by a separate binding")
                .in(HARDENED));
    }

    private static final String PREFIX = Role.API_GROUP + "/aggregate-to-";

    @Override
    void judge(Reach reach, Indexes indexes, Judgement judgement) {
        Role role = reach.role();
        for (String target : List.of("admin", "edit", "view")) {
            if (role.isClusterRole() && "true".equals(role.labels().get(PREFIX + target))) {
                dangerous(reach.inForce(), target)
                        .ifPresent(added -> judgement.fail(
                                role.labelsPlace(),
                                "label aggregate-to-" + target + " adds to the ClusterRole " + target + ": " + added));
            }
        }
        if (role.aggregation() != null && role.aggregation().stream().anyMatch(LabelSelector::selectsAll)) {
            judgement.fail(
                    role.aggregationPlace(),
                    "aggregationRule has an empty selector, which selects every ClusterRole, cluster-admin included");
        }
    }

    /** What a role has that is dangerous and that the default role does not have anyway. */
    private static Optional<PolicyRule> dangerous(List<PolicyRule> rules, String target) {
        return PolicyRule.uncovered(DefaultClusterRoles.rules(target), rules).stream()
                .filter(part -> Powers.DANGEROUS.stream().anyMatch(power -> power.isGrantedBy(part)))
                .findFirst();
    }
}
