package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.HIGH;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.EffectiveRule;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Rule.Part;
import io.github.akspolicy.resource.rbac.Subject;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The verb use-managed-identity is all that an identity binding asks of a pod: who has it becomes the identity. */
final class ManagedIdentitiesMustBeGrantedOneByOne extends BuiltInEnvironmentPolicy<Object> {
    private static final Index<String, Object> GRANTS = new Index<>(
            "grants of managed identities",
            Kinds.of(Role.API_GROUP, "ClusterRole", "ClusterRoleBinding"),
            ManagedIdentitiesMustBeGrantedOneByOne::grants,
            grant -> "");

    ManagedIdentitiesMustBeGrantedOneByOne() {
        super(
                GRANTS,
                Set.of(RbacFacts.ROLES, RbacFacts.BINDINGS),
                policy(
                                "rbac/use-managed-identity",
                                HIGH,
                                "A role must let known service accounts use one managed identity")
                        .fix("write a ClusterRole for each client id, and bind it to the service accounts that need it")
                        .in(HARDENED));
    }

    private static List<Object> grants(Resource resource) {
        return Stream.<Object>concat(
                        Role.of(resource).stream()
                                .filter(role -> role.rules().stream()
                                        .anyMatch(ManagedIdentitiesMustBeGrantedOneByOne::isGrant)),
                        Binding.of(resource).stream())
                .toList();
    }

    /** A rule that names the group; what grants everything is the concern of other policies. */
    private static boolean isGrant(Rule rule) {
        return rule.words(Part.API_GROUPS).contains(WorkloadIdentity.BINDING_GROUP)
                && rule.grants().allowsVerb(WorkloadIdentity.BINDING_VERB);
    }

    @Override
    public void evaluate(Object grant, Indexes indexes, Judgement judgement) {
        if (grant instanceof Role role) {
            role.rules().stream()
                    .filter(ManagedIdentitiesMustBeGrantedOneByOne::isGrant)
                    .forEach(rule -> judge(rule, judgement));
        } else if (grant instanceof Binding binding) {
            boolean isOfIdentities = indexes.get(RbacFacts.ROLES, binding.target()).stream()
                    .flatMap(role -> indexes.derive(RbacFacts.AUTHORIZER).rules(role).stream())
                    .map(EffectiveRule::rule)
                    .anyMatch(ManagedIdentitiesMustBeGrantedOneByOne::isGrant);
            if (isOfIdentities) {
                binding.subjects().forEach(subject -> judge(subject, judgement));
            }
        }
    }

    private static void judge(Rule rule, Judgement judgement) {
        List<String> identities = rule.words(Part.RESOURCES);
        if (identities.contains("*")) {
            judgement.add(Observation.violation(
                    rule.place(Part.RESOURCES, "*"::equals),
                    "resources contains \"*\": every managed identity that is bound to the cluster",
                    "*"));
        } else if (identities.stream().distinct().count() > 1) {
            judgement.add(Observation.violation(
                    rule.place(Part.RESOURCES, identities.get(1)::equals),
                    "resources names " + identities.size() + " managed identities, which all subjects then have",
                    "several"));
        }
    }

    private static void judge(Subject subject, Judgement judgement) {
        String name = subject.name();
        boolean isMany = subject.isGroup()
                && (name.equals(UserInfo.AUTHENTICATED)
                        || name.equals(UserInfo.UNAUTHENTICATED)
                        || name.equals(UserInfo.SERVICE_ACCOUNTS)
                        || name.startsWith(UserInfo.SERVICE_ACCOUNTS + ':'));
        if (isMany || subject.isServiceAccount() && name.equals("default")) {
            judgement.add(Observation.violation(
                    subject.namePlace(),
                    "subjects contains " + (isMany ? name : "the service account default")
                            + ", which may then use the managed identity",
                    subject.namespace() + '/' + name));
        }
    }
}
