package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Service;
import java.util.List;
import java.util.Locale;

/** Whoever sets an external IP takes over the traffic to that address in the whole cluster (CVE-2020-8554). */
final class ExternalIpsMustBeAllowed extends BuiltInPolicy<Service> {
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedExternalIPs", List.of(), "addresses that pass, exactly as written");
    private static final Parameter<List<String>> EXTERNAL_NAMES = Parameter.strings(
            "forbiddenExternalNames",
            List.of(),
            "names that a Service of type ExternalName must not lead to; * stands for any text");

    ExternalIpsMustBeAllowed() {
        super(
                Service.VIEW,
                policy("network/external-ips", HIGH, "Services must use allowed external IPs only")
                        .fix("remove the address from spec.externalIPs, and use a load balancer or an Ingress")
                        .parameters(ALLOWED, EXTERNAL_NAMES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Service service, Judgement judgement) {
        for (Field address : service.spec().get("externalIPs").items()) {
            if (!judgement.get(ALLOWED).contains(address.textOr(""))) {
                judgement.add(Observation.word(address, "externalIPs contains " + address.textOr("")));
            }
        }
        Field name = service.spec().get("externalName");
        if ("ExternalName".equals(service.type()) && Glob.anyMatches(judgement.get(EXTERNAL_NAMES), host(name))) {
            judgement.fail(name, "externalName is " + name.textOr(""));
        }
    }

    /** Names of DNS have no case and may end in a dot. */
    private static String host(Field name) {
        String text = name.textOr("").toLowerCase(Locale.ROOT);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
