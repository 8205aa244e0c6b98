package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Ingress;
import io.github.akspolicy.resource.network.IngressHost;
import io.github.akspolicy.resource.network.IngressHost.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Of two Ingresses with the same host and path one gets the requests of the other, and nobody decides which. */
final class IngressesMustNotClaimTheSameHost extends BuiltInEnvironmentPolicy<IngressHost> {
    private static final Index<String, IngressHost> HOSTS =
            new Index<>("hosts of Ingresses", Ingress.VIEW.kinds(), IngressHost::of, IngressHost::host);
    private static final String HOST = "host";

    private static final Parameter<String> SCOPE = Parameter.choice(
            "scope",
            List.of(HOST, "hostAndPath"),
            "hostAndPath",
            "what only one Ingress may have: the same path of a host; or, between namespaces, the host as a whole");

    IngressesMustNotClaimTheSameHost() {
        super(
                HOSTS,
                Set.of(HOSTS, IngressClasses.DEFAULTS),
                // not in recommended: what else is in the cluster is not in the input
                policy("network/ingress-hostname-conflict", MEDIUM, "Ingresses must not claim the same host and path")
                        .fix("give the Ingress its own host or path")
                        .parameters(SCOPE));
    }

    @Override
    public void evaluate(IngressHost rule, Indexes indexes, Judgement judgement) {
        String className = IngressClasses.effective(rule.className(), indexes, "");
        List<IngressHost> others = indexes.get(HOSTS, rule.host()).stream()
                .filter(other -> !other.ingress().equals(rule.ingress())
                        && IngressClasses.effective(other.className(), indexes, "")
                                .equals(className))
                .toList();
        String host = rule.host().isEmpty() ? "every host" : "host " + rule.host();
        for (IngressHost other : others) {
            if (judgement.get(SCOPE).equals(HOST)
                    && !Objects.equals(
                            other.ingress().namespace(), rule.ingress().namespace())) {
                judgement.fail(rule.place(), host + " is claimed by " + name(other, rule) + ", too");
                return;
            }
        }
        for (Path path : rule.paths()) {
            others.stream()
                    .filter(other -> other.paths().stream().anyMatch(path::isSame))
                    .findFirst()
                    .ifPresent(other -> judgement.fail(
                            path.place(),
                            "path " + path.path() + " of " + host + " is claimed by " + name(other, rule) + ", too"));
        }
    }

    private static String name(IngressHost other, IngressHost rule) {
        String namespace = other.ingress().namespace();
        return "Ingress " + other.ingress().name()
                + (Objects.equals(namespace, rule.ingress().namespace()) ? "" : " in namespace " + namespace);
    }
}
