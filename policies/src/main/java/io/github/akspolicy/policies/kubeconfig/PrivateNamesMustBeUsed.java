package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.util.List;

/** The public name of a private cluster is there for those who cannot resolve the private one. */
public final class PrivateNamesMustBeUsed extends BuiltInPolicy<Kubeconfig> {
    private static final Parameter<Boolean> REQUIRE_PRIVATE =
            Parameter.flag("requirePrivate", false, "whether clusters must be private");
    private static final Parameter<List<String>> SUFFIXES =
            Parameter.strings("allowedHostSuffixes", List.of(), "ends of names in zones of your own");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "kubeconfig/private-fqdn",
                    LOW,
                    "The server should be the private FQDN when private clusters are required",
                    "use the private name of the API server")
            .parameters(REQUIRE_PRIVATE, SUFFIXES)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "private-clusters");

    public PrivateNamesMustBeUsed() {
        super(Kubeconfig.VIEW, INFO);
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        if (!judgement.get(REQUIRE_PRIVATE)) {
            return;
        }
        for (Field cluster : kubeconfig.clusters()) {
            String host = Kubeconfig.host(cluster);
            boolean isPrivate = host.matches(".*\\.(privatelink|private)\\.[a-z0-9]+\\.azmk8s\\.(io|us|cn)")
                    || judgement.get(SUFFIXES).stream().anyMatch(host::endsWith);
            if (!isPrivate) {
                judgement.fail(
                        cluster.at("cluster", "server"), "cluster.server is not the private name of the API server");
            }
        }
    }
}
