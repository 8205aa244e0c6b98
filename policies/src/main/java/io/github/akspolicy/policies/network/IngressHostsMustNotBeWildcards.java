package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Ingress;
import java.util.List;

/** A wildcard takes names that are given to others later. */
final class IngressHostsMustNotBeWildcards extends BuiltInPolicy<Ingress> {
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedWildcards", List.of(), "wildcard hosts that pass, exactly as written");
    private static final Parameter<Boolean> EMPTY =
            Parameter.flag("includeEmptyHosts", false, "whether a rule without host, which is for every host, counts");

    IngressHostsMustNotBeWildcards() {
        super(
                Ingress.VIEW,
                policy("network/ingress-wildcard-host", MEDIUM, "Ingress hosts must not be wildcards")
                        .fix("name each host")
                        .parameters(ALLOWED, EMPTY)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Ingress ingress, Judgement judgement) {
        for (Field rule : ingress.rules()) {
            Field host = rule.get("host");
            if (host.textOr("").isEmpty() && judgement.get(EMPTY)) {
                judgement.fail(host, "host is not set, which means every host");
            } else {
                judge(host, judgement);
            }
        }
        for (Field entry : ingress.tls()) {
            entry.get("hosts").items().forEach(host -> judge(host, judgement));
        }
    }

    private static void judge(Field host, Judgement judgement) {
        String name = host.textOr("");
        if (name.contains("*") && !judgement.get(ALLOWED).contains(name)) {
            judgement.fail(host, "host " + name + " is a wildcard");
        }
    }
}
