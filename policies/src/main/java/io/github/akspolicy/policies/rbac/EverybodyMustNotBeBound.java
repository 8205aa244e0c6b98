package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Subject;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.util.List;
import java.util.Set;

/** These subjects are everybody: without credentials, in the tenant, or in any pod. */
final class EverybodyMustNotBeBound extends BuiltInPolicy<Binding> {
    private static final String ANONYMOUS = "system:anonymous";
    private static final Set<String> EVERYBODY =
            Set.of(ANONYMOUS, UserInfo.UNAUTHENTICATED, UserInfo.AUTHENTICATED, UserInfo.SERVICE_ACCOUNTS);
    /** The roles that every cluster grants to everybody, by bindings of the same name. */
    private static final Set<String> OF_KUBERNETES =
            Set.of("system:public-info-viewer", "system:discovery", "system:basic-user");

    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedGroups",
            List.of(),
            "names of subjects of this kind that may be bound, such as system:serviceaccounts:store; * stands for any"
                    + " text");
    private static final Parameter<List<String>> ALLOWED_ROLES = Parameter.strings(
            "allowedRoles", List.of(), "names of roles that everybody may have; * stands for any text");

    EverybodyMustNotBeBound() {
        super(
                Binding.VIEW,
                policy("rbac/system-groups-binding", CRITICAL, "No bindings to anonymous or all-authenticated subjects")
                        .fix("bind the group or service account that needs it")
                        .parameters(ALLOWED, ALLOWED_ROLES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Binding binding, Judgement judgement) {
        String role = binding.roleRef().name();
        if (Glob.anyMatches(judgement.get(ALLOWED_ROLES), role)
                || (OF_KUBERNETES.contains(role) && binding.name().equals(role))) {
            return;
        }
        for (Subject subject : binding.subjects()) {
            if (isEverybody(subject) && !Glob.anyMatches(judgement.get(ALLOWED), subject.name())) {
                judgement.add(Observation.violation(
                        subject.namePlace(),
                        "subjects contains " + subject.name() + ": " + meaning(subject.name()),
                        subject.name()));
            }
        }
    }

    /** A user and a group of one name are not the same, but whoever writes such a name means it. */
    private static boolean isEverybody(Subject subject) {
        return (subject.isUser() || subject.isGroup())
                && (EVERYBODY.stream().anyMatch(subject::isNamed)
                        || subject.isNamedLike(UserInfo.SERVICE_ACCOUNTS + ':'));
    }

    private static String meaning(String name) {
        if (name.equals(UserInfo.AUTHENTICATED)) {
            return "everybody with any credentials, on a cluster with Entra ID every user of the tenant";
        }
        return name.startsWith(UserInfo.SERVICE_ACCOUNTS)
                ? "every pod" + (name.equals(UserInfo.SERVICE_ACCOUNTS) ? " of the cluster" : " of the namespace")
                : "everybody, without credentials";
    }
}
