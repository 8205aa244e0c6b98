package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.List;

/** Every pod without a service account of its own runs as default. */
final class DefaultServiceAccountMustNotBeBound extends BuiltInPolicy<Binding> {
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedNamespaces", List.of(), "namespaces whose service account default may be bound");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/default-service-account-binding",
                    HIGH,
                    "The default ServiceAccount must not get permissions",
                    "create a service account for the workload and bind that")
            .parameters(ALLOWED)
            .in(HARDENED, CIS)
            .references(Catalog.CIS_AKS, "4.1.5")
            .references(Catalog.CIS_KUBERNETES, "5.1.5")
            .references(Catalog.CHECKOV, "CKV_K8S_42")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    DefaultServiceAccountMustNotBeBound() {
        super(Binding.VIEW, INFO);
    }

    @Override
    public void evaluate(Binding binding, Judgement judgement) {
        for (Subject subject : binding.subjects()) {
            String namespace = subject.namespace().isEmpty() ? binding.namespace() : subject.namespace();
            if (subject.isServiceAccount()
                    && subject.name().equals("default")
                    && !judgement.get(ALLOWED).contains(namespace)) {
                judgement.add(Observation.violation(
                        subject.namePlace(),
                        "subjects contains the service account default"
                                + (namespace.isEmpty() ? "" : " of " + namespace)
                                + ", which every pod without another one runs as",
                        namespace));
            }
        }
    }
}
