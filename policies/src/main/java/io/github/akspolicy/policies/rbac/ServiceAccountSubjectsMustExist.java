package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A subject that names no service account grants nothing, and whoever creates one of that name gets it all. */
final class ServiceAccountSubjectsMustExist extends BuiltInEnvironmentPolicy<Binding> {
    private static final Parameter<List<String>> KNOWN = Parameter.strings(
            "knownServiceAccounts",
            List.of(),
            "service accounts that come from elsewhere: namespace/name; * stands for any text");
    private static final Parameter<String> CROSS_NAMESPACE = Parameter.choice(
            "crossNamespace",
            List.of("allow", "report"),
            "report",
            "whether a RoleBinding may have a service account of another namespace as subject");

    /** Those that the sources have a service account of. */
    private static final Derivation<Set<String>> NAMESPACES = new Derivation<>(
            "namespaces with service accounts",
            Set.of(Facts.SERVICE_ACCOUNTS),
            indexes -> indexes.all(Facts.SERVICE_ACCOUNTS).stream()
                    .map(account -> account.key().namespace())
                    .filter(Objects::nonNull)
                    .collect(Collectors.toUnmodifiableSet()));

    ServiceAccountSubjectsMustExist() {
        super(
                RbacFacts.BINDINGS,
                Set.of(Facts.SERVICE_ACCOUNTS),
                policy(
                                "rbac/subject-service-account",
                                MEDIUM,
                                "ServiceAccount subjects must name an existing account with a namespace")
                        .fix("name the namespace and the name of a service account that the files contain")
                        .parameters(KNOWN, CROSS_NAMESPACE)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Binding binding, Indexes indexes, Judgement judgement) {
        for (Subject subject : binding.subjects()) {
            if (subject.isServiceAccount()) {
                judge(binding, subject, indexes, judgement);
            }
        }
    }

    private static void judge(Binding binding, Subject subject, Indexes indexes, Judgement judgement) {
        String namespace = subject.namespace().isEmpty() ? binding.namespace() : subject.namespace();
        if (!subject.apiGroup().isEmpty()) {
            report(
                    subject,
                    "has apiGroup " + subject.apiGroup() + ", which the API server refuses: write "
                            + written(subject, namespace),
                    judgement);
        } else if (binding.isClusterWide() && subject.namespace().isEmpty()) {
            report(
                    subject,
                    "has no namespace, which the API server refuses: write " + written(subject, "NAMESPACE"),
                    judgement);
        } else if (!isKnown(subject, namespace, indexes, judgement)) {
            boolean own = namespace.equals(binding.namespace());
            String message = "subjects contains the service account " + namespace + '/' + subject.name()
                    + ", which is in no source";
            if (own || binding.isClusterWide() && indexes.derive(NAMESPACES).contains(namespace)) {
                judgement.add(Observation.violation(subject.namePlace(), message, subject.toString()));
            } else {
                judgement.unknown(subject.namePlace(), UnknownCause.INPUT, message);
            }
        }
        if (!binding.isClusterWide()
                && !namespace.equals(binding.namespace())
                && !binding.namespace().isEmpty()
                && judgement.get(CROSS_NAMESPACE).equals("report")) {
            judgement.add(Observation.violation(
                            subject.namespacePlace(),
                            "namespace is " + namespace + ": a service account of another namespace works in this one",
                            subject + ":namespace")
                    .withSeverity(LOW));
        }
    }

    private static void report(Subject subject, String problem, Judgement judgement) {
        judgement.add(Observation.violation(
                subject.place(), "subjects contains a service account that " + problem, subject.toString()));
    }

    private static String written(Subject subject, String namespace) {
        return "{kind: ServiceAccount, namespace: " + namespace + ", name: " + subject.name() + '}';
    }

    /** Every namespace has the service account default by itself. */
    private static boolean isKnown(Subject subject, String namespace, Indexes indexes, Judgement judgement) {
        var key = new NamespacedName(namespace.isEmpty() ? null : namespace, subject.name());
        return key.isDefault()
                || !indexes.get(Facts.SERVICE_ACCOUNTS, key).isEmpty()
                || Glob.anyMatches(judgement.get(KNOWN), namespace + '/' + subject.name());
    }
}
