package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The API server refuses such a role, or takes it and grants nothing: both look like a permission in review. */
final class RulesMustBeWellFormed extends BuiltInPolicy<Resource> {
    private static final Parameter<List<String>> KNOWN_VERBS = Parameter.strings(
            "knownVerbs",
            List.of(
                    "get",
                    "list",
                    "watch",
                    "create",
                    "update",
                    "patch",
                    "delete",
                    "deletecollection",
                    "use",
                    "bind",
                    "escalate",
                    "impersonate",
                    "approve",
                    "sign",
                    "attest",
                    // what an identity binding of AKS asks for
                    "use-managed-identity",
                    "*"),
            "verbs that are asked for; in rules about URLs those of HTTP are known, too");

    RulesMustBeWellFormed() {
        super(
                Resource.ofKinds(
                        "role or binding", Role.API_GROUP, "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"),
                policy("rbac/malformed-rule", MEDIUM, "Rules must be well-formed")
                        .fix("write the rule as the message says")
                        .parameters(KNOWN_VERBS));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        boolean isRole = resource.kind().endsWith("Role");
        Field list = resource.root().get(isRole ? "rules" : "subjects");
        if (list.isPresent() && list.node() != null && !list.node().typeName().equals("list")) {
            judgement.fail(list, list.key() + " is not a list, which the API server refuses");
            return;
        }
        Set<Integer> split = isRole ? reportSplitRules(list, judgement) : Set.of();
        for (Field item : list.items()) {
            if (isRole && !split.contains(item.path().lastIndex())) {
                new RuleShape(resource.kind().equals("Role"), judgement, judgement.get(KNOWN_VERBS)).check(item);
            } else if (!isRole) {
                checkSubject(item, judgement);
            }
        }
    }

    /** Items that hold one list each are rules taken apart; none of them grants anything. */
    private static Set<Integer> reportSplitRules(Field rules, Judgement judgement) {
        var indexes = new HashSet<Integer>();
        for (SplitRule split : SplitRule.of(rules)) {
            split.items().forEach(item -> indexes.add(item.path().lastIndex()));
            judgement.fail(
                    split.items().get(0),
                    "rules has one item for each list, so the API server refuses the role: write one item "
                            + split.joined());
        }
        return indexes;
    }

    private static void checkSubject(Field subject, Judgement judgement) {
        String kind = subject.get("kind").stringOr("");
        if (!Set.of(Subject.USER, Subject.GROUP, Subject.SERVICE_ACCOUNT).contains(kind)) {
            judgement.fail(
                    subject.get("kind"),
                    "kind of the subject is " + (kind.isEmpty() ? "missing" : kind)
                            + ", which the API server refuses: write User, Group or ServiceAccount");
        } else if (subject.get("name").stringOr("").isEmpty()) {
            judgement.fail(subject.get("name"), "name of the subject is missing, which the API server refuses");
        }
    }
}
