package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policies.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A policy about the rules of roles, with the exceptions that all of them have. */
abstract class RolePolicy extends BuiltInEnvironmentPolicy<Role> {
    static final Parameter<List<String>> ALLOWED_ROLES = Parameter.strings(
            "allowedRoles", List.of(), "names of roles that are not evaluated; * stands for any text");
    static final Parameter<List<String>> ALLOWED_SUBJECTS = Parameter.strings(
            "allowedSubjects",
            List.of(),
            "a role that is granted to these only is not evaluated: kind:name, such as Group:<object id>, or"
                    + " ServiceAccount:namespace/name; * stands for any text");
    static final Parameter<Boolean> ONLY_IF_BOUND = Parameter.flag(
            "onlyIfBound", false, "whether a role is evaluated only when a binding of the environment grants it");
    static final Parameter<List<String>> IGNORED_PREFIXES = Parameter.strings(
            "ignoreNamePrefixes", List.of("system:"), "beginnings of the names of roles that are not evaluated");

    RolePolicy(PolicyInfo info, Index<?, ?>... reads) {
        super(
                RbacFacts.ROLES,
                with(reads),
                info.parameters(ALLOWED_ROLES, ALLOWED_SUBJECTS, ONLY_IF_BOUND, IGNORED_PREFIXES));
    }

    private static Set<Index<?, ?>> with(Index<?, ?>... reads) {
        var all = new HashSet<Index<?, ?>>(List.of(reads));
        all.add(RbacFacts.BINDINGS);
        return all;
    }

    @Override
    public final void evaluate(Role role, Indexes indexes, Judgement judgement) {
        var reach = new Reach(role, () -> indexes.get(RbacFacts.BINDINGS, role.target()));
        if (!isLeftOut(reach, judgement)) {
            judge(reach, indexes, judgement);
        }
    }

    private boolean isLeftOut(Reach reach, Judgement judgement) {
        String name = reach.role().name();
        return Glob.anyMatches(judgement.get(ALLOWED_ROLES), name)
                || (judgement.get(IGNORED_PREFIXES).stream().anyMatch(name::startsWith) && !insistsOn(name))
                || (judgement.get(ONLY_IF_BOUND) && !reach.isBound())
                || isGrantedOnlyTo(judgement.get(ALLOWED_SUBJECTS), reach);
    }

    /** Whether a role is evaluated though the beginning of its name says that it comes with Kubernetes. */
    boolean insistsOn(String name) {
        return false;
    }

    private static boolean isGrantedOnlyTo(List<String> allowed, Reach reach) {
        return !allowed.isEmpty()
                && reach.isBound()
                && reach.bindings().stream()
                        .allMatch(binding ->
                                binding.subjects().stream().allMatch(subject -> isAmong(allowed, binding, subject)));
    }

    /** Whether settings name a subject: {@code Group:name} or {@code ServiceAccount:namespace/name}. */
    static boolean isAmong(List<String> allowed, Binding binding, Subject subject) {
        String namespace = subject.namespace().isEmpty() ? binding.namespace() : subject.namespace();
        String name = subject.isServiceAccount() ? namespace + '/' + subject.name() : subject.name();
        return Glob.anyMatches(allowed, subject.kind() + ':' + name);
    }

    abstract void judge(Reach reach, Indexes indexes, Judgement judgement);
}
