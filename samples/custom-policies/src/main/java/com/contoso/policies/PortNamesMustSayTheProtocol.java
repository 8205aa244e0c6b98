package com.contoso.policies;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.network.Service;
import java.util.List;

/** The mesh reads the protocol of a port from its name: {@code http-api}, {@code grpc}. */
public final class PortNamesMustSayTheProtocol implements ResourcePolicy<Service> {
    static final Parameter<List<String>> PROTOCOLS = Parameter.strings(
            "protocols", List.of("http", "https", "grpc", "tcp"), "the words that a port's name may begin with");

    @Override
    public PolicyInfo info() {
        return PolicyInfo.of(
                        "contoso/port-names",
                        Severity.MEDIUM,
                        "The name of a service's port must begin with its protocol",
                        "name the port http, http-api, grpc or alike")
                .parameters(PROTOCOLS)
                .in(ContosoPolicies.CONTOSO);
    }

    @Override
    public ViewType<Service> view() {
        return Service.VIEW;
    }

    @Override
    public void evaluate(Service service, Judgement judgement) {
        for (Field port : service.ports()) {
            Field name = port.get("name");
            String protocol = name.stringOr("").split("-", 2)[0];
            if (!judgement.get(PROTOCOLS).contains(protocol)) {
                judgement.fail(name, name.isPresent() ? "name begins with no protocol" : "name is not set");
            }
        }
    }
}
