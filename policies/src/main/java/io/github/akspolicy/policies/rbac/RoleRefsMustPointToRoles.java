package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.RoleRef;
import java.util.List;
import java.util.Set;

/** A binding to a role that does not exist grants nothing, until somebody creates the role. */
final class RoleRefsMustPointToRoles extends BuiltInEnvironmentPolicy<Binding> {
    private static final Parameter<List<String>> KNOWN = Parameter.strings(
            "knownRoles",
            List.of("cluster-admin", "admin", "edit", "view", "system:*", "aks-*"),
            "names of ClusterRoles that come from elsewhere; * stands for any text");

    RoleRefsMustPointToRoles() {
        super(
                RbacFacts.BINDINGS,
                Set.of(RbacFacts.ROLES),
                policy(
                                "rbac/dangling-role-ref",
                                MEDIUM,
                                "roleRef must point to an existing role (the set is self-contained)")
                        .fix("add the role to the files, correct the reference, or name the role in knownRoles")
                        .parameters(KNOWN));
    }

    @Override
    public void evaluate(Binding binding, Indexes indexes, Judgement judgement) {
        RoleRef ref = binding.roleRef();
        String problem = problem(binding, indexes, judgement);
        if (!problem.isEmpty()) {
            judgement.fail(ref.place(), "roleRef " + problem);
        } else if (ref.apiGroup().isEmpty()) {
            judgement.add(Observation.violation(
                            ref.place(),
                            "roleRef has no apiGroup, which the schema requires: write "
                                    + written(ref.kind(), ref.name()),
                            "apiGroup")
                    .withSeverity(LOW));
        }
    }

    /** Why the reference grants nothing; empty when it points to a role. */
    private static String problem(Binding binding, Indexes indexes, Judgement judgement) {
        RoleRef ref = binding.roleRef();
        if (!ref.apiGroup().isEmpty() && !ref.apiGroup().equals(Role.API_GROUP)) {
            return "has apiGroup " + ref.apiGroup() + ", which the API server refuses: write "
                    + written(ref.kind(), ref.name());
        }
        if (binding.isClusterWide() && ref.kind().equals("Role")) {
            return "of a ClusterRoleBinding is a Role, which the API server refuses: write "
                    + written("ClusterRole", ref.name());
        }
        if (!ref.kind().equals("Role") && !ref.kind().equals("ClusterRole")) {
            return "has kind " + (ref.kind().isEmpty() ? "none" : ref.kind())
                    + ", which the API server refuses: write Role or ClusterRole";
        }
        boolean known = !indexes.get(RbacFacts.ROLES, binding.target()).isEmpty()
                || (ref.kind().equals("ClusterRole") && Glob.anyMatches(judgement.get(KNOWN), ref.name()));
        return known
                ? ""
                : "points to " + ref + ", which is in no source"
                        + (ref.kind().equals("Role") && !binding.namespace().isEmpty()
                                ? " of the namespace " + binding.namespace()
                                : "");
    }

    private static String written(String kind, String name) {
        return "{apiGroup: " + Role.API_GROUP + ", kind: " + kind + ", name: " + name + '}';
    }
}
