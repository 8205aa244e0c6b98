package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import java.util.List;
import java.util.Set;

/** The public name of a private cluster is there for those who cannot resolve the private one. */
final class PrivateNamesMustBeUsed extends BuiltInEnvironmentPolicy<Kubeconfig> {
    /** A kubeconfig holds its tree: an environment has one or two. */
    private static final Index<String, Kubeconfig> KUBECONFIGS =
            new Index<>("kubeconfigs", Kinds.of("", "Config"), Kubeconfig::of, kubeconfig -> "");

    private static final Parameter<Boolean> REQUIRE_PRIVATE = Parameter.flag(
            "requirePrivate",
            false,
            "whether clusters must be private; where every cluster of the environment is, they must be anyway");
    private static final Parameter<List<String>> SUFFIXES =
            Parameter.strings("allowedHostSuffixes", List.of(), "ends of names in custom zones");

    PrivateNamesMustBeUsed() {
        super(
                KUBECONFIGS,
                Set.of(ClusterFacts.CLUSTERS),
                policy(
                                "kubeconfig/private-fqdn",
                                LOW,
                                "The server should be the private FQDN when private clusters are required")
                        .fix("use the private name of the API server")
                        .parameters(REQUIRE_PRIVATE, SUFFIXES));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Indexes indexes, Judgement judgement) {
        boolean isAsked = judgement.get(REQUIRE_PRIVATE);
        if (!isAsked && !isPrivate(indexes.all(ClusterFacts.CLUSTERS))) {
            return;
        }
        for (Field cluster : kubeconfig.clusters()) {
            String host = Kubeconfig.host(cluster);
            boolean isPrivate = host.matches(".*\\.(privatelink|private)\\.[a-z0-9]+\\.azmk8s\\.(io|us|cn)")
                    || judgement.get(SUFFIXES).stream().anyMatch(host::endsWith);
            // a definition says nothing about clusters that are none of Azure
            if (!isPrivate && (isAsked || Kubeconfig.isAks(cluster))) {
                judgement.fail(
                        cluster.at("cluster", "server"), "cluster.server is not the private name of the API server");
            }
        }
    }

    private static boolean isPrivate(List<ManagedCluster> clusters) {
        return !clusters.isEmpty() && clusters.stream().allMatch(ManagedCluster::isPrivate);
    }
}
