package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS_BY_REFERENCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.POOLS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KUBERNETES_VERSION;
import static io.github.akspolicy.resource.cluster.PoolProperties.ORCHESTRATOR_VERSION;
import static io.github.akspolicy.resource.cluster.PoolProperties.OS_SKU;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Azure Linux 2.0 gets no updates since 2025-11-30, and its node images are gone since 2026-03-31. */
final class AzureLinuxMustBeSupported extends BuiltInEnvironmentPolicy<AgentPool> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/azure-linux-version",
                    HIGH,
                    "Azure Linux pools must not resolve to the retired Azure Linux 2.0",
                    "use Azure Linux 3: Kubernetes 1.32 and above, or osSKU AzureLinux3")
            .in(RECOMMENDED, TALK)
            .references(Catalog.AKS_DOCS, "use-azure-linux");

    AzureLinuxMustBeSupported() {
        super(POOLS, Set.of(CLUSTERS), INFO);
    }

    @Override
    public void evaluate(AgentPool agentPool, Indexes indexes, Judgement judgement) {
        Setting sku = agentPool.get(OS_SKU);
        if (sku.is("CBLMariner") || sku.is("Mariner")) {
            judgement.fail(
                    sku.place(),
                    sku.words() + ", the old name of the retired Azure Linux 2.0: " + sku.write("AzureLinux"));
            return;
        }
        if (!sku.is("AzureLinux")) {
            return;
        }
        Setting version = version(agentPool, indexes);
        if (version == null || !version.isSet()) {
            judgement.unknown(
                    sku.place(),
                    UnknownCause.INPUT,
                    sku.words() + ", and no Kubernetes version shows which Azure Linux that is");
        } else if (!Demand.isUnknown(version, judgement) && !Versions.isAtLeast(version.textOrEmpty(), "1.32")) {
            judgement.fail(
                    sku.place(),
                    sku.words() + ", which is the retired Azure Linux 2.0 with Kubernetes " + version.textOrEmpty());
        }
    }

    /** The pool's own version, else that of its cluster. */
    private static @Nullable Setting version(AgentPool pool, Indexes indexes) {
        Setting own = pool.get(ORCHESTRATOR_VERSION);
        if (own.isSet()) {
            return own;
        }
        return pool.clusters(indexes.derive(CLUSTERS_BY_REFERENCE)).stream()
                .findFirst()
                .map(cluster -> cluster.get(KUBERNETES_VERSION))
                .orElse(null);
    }
}
