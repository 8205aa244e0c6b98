package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.List;

/** Every pod without a service account of its own runs as default. */
final class DefaultServiceAccountMustNotBeBound extends BuiltInPolicy<Binding> {
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedNamespaces", List.of(), "namespaces whose service account default may be bound");

    DefaultServiceAccountMustNotBeBound() {
        super(
                Binding.VIEW,
                policy(
                                "rbac/default-service-account-binding",
                                HIGH,
                                "The default ServiceAccount must not get permissions")
                        .fix("create a service account for the workload and bind that")
                        .parameters(ALLOWED)
                        .in(HARDENED));
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
