package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.ResourceNames;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.List;
import java.util.Set;

/** A ClusterRoleBinding grants in every namespace, those to come included. */
final class RolesOfNamespacesMustBeBoundInNamespaces extends BuiltInEnvironmentPolicy<Binding> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedBindings", List.of(), "names of bindings that are not evaluated; * stands for any text");

    RolesOfNamespacesMustBeBoundInNamespaces() {
        super(
                RbacFacts.BINDINGS,
                Set.of(RbacFacts.ROLES, RbacFacts.BINDINGS),
                policy(
                                "rbac/cluster-scope-binding",
                                MEDIUM,
                                "ClusterRoleBindings should be RoleBindings where possible")
                        .fix(
                                "replace the ClusterRoleBinding by a RoleBinding in each namespace that the subject works in")
                        .parameters(ALLOWED)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Binding binding, Indexes indexes, Judgement judgement) {
        if (!binding.isClusterWide() || Glob.anyMatches(judgement.get(ALLOWED), binding.name())) {
            return;
        }
        RbacAuthorizer authorizer = indexes.derive(RbacFacts.AUTHORIZER);
        List<PolicyRule> rules = authorizer.roles(binding).stream()
                .flatMap(role -> authorizer.rules(role).stream())
                .map(rule -> rule.rule().grants())
                .toList();
        if (!rules.isEmpty()
                && rules.stream().allMatch(ResourceNames::areAllNamespaced)
                && binding.subjects().stream().anyMatch(RolesOfNamespacesMustBeBoundInNamespaces::isOfAnApplication)) {
            judgement.fail(
                    binding.roleRef().place(),
                    "roleRef grants " + binding.roleRef() + " in every namespace, whose resources are all namespaced");
        }
    }

    private static boolean isOfAnApplication(Subject subject) {
        return subject.isServiceAccount()
                || (subject.isGroup() && !subject.name().startsWith("system:"));
    }
}
