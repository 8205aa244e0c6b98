package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whoever breaks into a pod has the token in it, and with it what its service account may do. */
final class PodsMustNotRunAsPowerfulAccounts extends BuiltInEnvironmentPolicy<PodAccount> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSubjects",
            List.of(),
            "service accounts that may be powerful: ServiceAccount:namespace/name; * stands for any text");
    private static final Parameter<List<String>> ALLOWED_ROLES =
            Parameter.strings("allowedRoles", List.of(), "names of roles that any pod may have; * stands for any text");

    PodsMustNotRunAsPowerfulAccounts() {
        super(
                RbacFacts.PODS,
                Set.of(RbacFacts.ROLES, RbacFacts.BINDINGS, Facts.SERVICE_ACCOUNTS),
                policy("rbac/powerful-service-account-pod", HIGH, "Pods must not run with a powerful ServiceAccount")
                        .fix("give the pod a service account that may less, or set automountServiceAccountToken: false")
                        .parameters(ALLOWED, ALLOWED_ROLES)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(PodAccount pod, Indexes indexes, Judgement judgement) {
        String namespace = Objects.requireNonNullElse(pod.account().namespace(), "");
        Principal principal = Principal.serviceAccount(namespace, pod.account().name());
        if (!pod.isMounted(indexes.get(Facts.SERVICE_ACCOUNTS, pod.account()))
                || Glob.anyMatches(
                        judgement.get(ALLOWED),
                        "ServiceAccount:" + namespace + '/' + pod.account().name())) {
            return;
        }
        indexes.derive(RbacFacts.AUTHORIZER)
                .grants(principal.userInfo())
                .filter(grant -> !Glob.anyMatches(
                        judgement.get(ALLOWED_ROLES), grant.bound().name()))
                .filter(grant -> isUnlimited(grant.rule().rule().grants()))
                .flatMap(grant -> GrantedPower.of(
                                grant.rule().rule(),
                                grant.binding().isClusterWide() ? Powers.DANGEROUS : Powers.DANGEROUS_IN_NAMESPACES)
                        .stream()
                        .map(power -> description(grant, power)))
                .findFirst()
                .ifPresent(power -> judgement.fail(
                        pod.accountPlace(),
                        "serviceAccountName is " + pod.account().name() + ", whose mounted token may " + power));
    }

    /** What names single objects is not dangerous in the sense of the other policies. */
    private static boolean isUnlimited(PolicyRule rule) {
        return rule.resourceNames().isEmpty();
    }

    private static String description(Grant grant, GrantedPower power) {
        return String.join(", ", power.verbs()) + ' ' + String.join(", ", power.resources()) + " (" + grant.binding()
                + ", " + grant.bound() + ')';
    }
}
