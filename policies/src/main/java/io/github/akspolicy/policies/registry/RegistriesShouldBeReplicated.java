package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Severity.INFO;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policies.cluster.RegistryReplicas;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Registry;

/** Where the region of the only copy is down, no node anywhere can pull. */
final class RegistriesShouldBeReplicated extends BuiltInEnvironmentPolicy<Registry> {
    RegistriesShouldBeReplicated() {
        super(
                ClusterFacts.REGISTRIES,
                RegistryReplicas.READS,
                policy("registry/geo-replication", INFO, "The registry should have a replica in another region")
                        .fix("add a replication; it needs the SKU Premium"));
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        if (!RegistryReplicas.elsewhere(registry, indexes).isEmpty()
                || Demand.isUnknown(RegistryReplicas.blocks(registry), judgement)) {
            return;
        }
        if (registry.notation() == Notation.AZ
                && RegistryReplicas.of(registry, indexes).isEmpty()) {
            judgement.unknown(
                    registry.place(),
                    UnknownCause.INPUT,
                    "az acr show does not answer replications: add the answer of az acr replication list");
        } else {
            judgement.fail(registry.place(), "no replication of the registry is in the files");
        }
    }
}
