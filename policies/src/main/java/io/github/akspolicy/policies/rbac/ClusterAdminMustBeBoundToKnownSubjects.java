package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Subject;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.util.List;

/** Cluster-admin may do everything, everywhere: only a few people for emergencies need it. */
final class ClusterAdminMustBeBoundToKnownSubjects extends BuiltInPolicy<Binding> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSubjects",
            List.of(),
            "who may be cluster-admin: kind:name, such as Group:<object id>, or ServiceAccount:namespace/name; * stands"
                    + " for any text");
    private static final Parameter<List<String>> ADMIN_ROLES = Parameter.strings(
            "adminRoles", List.of("cluster-admin"), "names of the ClusterRoles that mean cluster-admin");
    private static final Parameter<Boolean> ROLE_BINDINGS = Parameter.flag(
            "includeRoleBindings", true, "whether a RoleBinding counts, which makes an administrator of one namespace");

    static final String ID = "rbac/cluster-admin-binding";

    ClusterAdminMustBeBoundToKnownSubjects() {
        super(
                Binding.VIEW,
                policy(ID, CRITICAL, "cluster-admin must be bound only to the named break-glass subjects")
                        .fix("bind a role with what the subject really needs, or name it in allowedSubjects")
                        .parameters(ALLOWED, ADMIN_ROLES, ROLE_BINDINGS)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Binding binding, Judgement judgement) {
        if (!binding.roleRef().kind().equals("ClusterRole")
                || !judgement.get(ADMIN_ROLES).contains(binding.roleRef().name())
                || !(binding.isClusterWide() || judgement.get(ROLE_BINDINGS))
                || isOfKubernetes(binding)) {
            return;
        }
        for (Subject subject : binding.subjects()) {
            if (!RolePolicy.isAmong(judgement.get(ALLOWED), binding, subject)) {
                judgement.add(Observation.violation(
                        subject.namePlace(),
                        "subjects contains " + subject + ", which becomes "
                                + binding.roleRef().name() + (binding.isClusterWide() ? "" : " of the namespace"),
                        subject.toString()));
            }
        }
    }

    /** The binding that every cluster has. */
    private static boolean isOfKubernetes(Binding binding) {
        return binding.isClusterWide()
                && binding.name().equals("cluster-admin")
                && binding.subjects().stream()
                        .allMatch(subject -> subject.isGroup() && subject.name().equals(UserInfo.MASTERS));
    }
}
