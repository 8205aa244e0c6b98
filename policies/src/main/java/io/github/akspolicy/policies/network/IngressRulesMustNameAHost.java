package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Ingress;

/** A rule without host takes the requests for every name that points at the cluster. */
final class IngressRulesMustNameAHost extends BuiltInPolicy<Ingress> {
    private static final Parameter<Boolean> FORBID_DEFAULT_BACKEND = Parameter.flag(
            "forbidDefaultBackend", false, "whether spec.defaultBackend is a violation: it serves every host");

    IngressRulesMustNameAHost() {
        super(
                Ingress.VIEW,
                policy("network/ingress-host-required", MEDIUM, "Ingress rules must name a host")
                        .fix("set the host of the rule")
                        .parameters(FORBID_DEFAULT_BACKEND)
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Ingress ingress, Judgement judgement) {
        for (Field rule : ingress.rules()) {
            Field host = rule.get("host");
            if (host.textOr("").isEmpty()) {
                judgement.fail(host, "host is " + (host.isPresent() ? "empty" : "not set"));
            }
        }
        Field backend = ingress.spec().get("defaultBackend");
        if (backend.isPresent() && judgement.get(FORBID_DEFAULT_BACKEND)) {
            judgement.fail(backend, "defaultBackend serves every host");
        }
    }
}
