package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.RegistryProperties.SOFT_DELETE;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policies.cluster.PropertyBased;
import io.github.akspolicy.policies.cluster.Refusals;
import io.github.akspolicy.policies.cluster.Requirement;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.Registry;
import java.util.List;

/** What is deleted by mistake can be restored, where the service takes soft delete beside the rest of the registry. */
final class DeletedArtifactsShouldBeKept extends BuiltInEnvironmentPolicy<Registry> implements PropertyBased {
    DeletedArtifactsShouldBeKept() {
        super(
                ClusterFacts.REGISTRIES,
                Refusals.READS,
                policy("registry/soft-delete", INFO, "Deleted artifacts should be kept for a while")
                        .fix("enable soft delete")
                        .in(PREVIEW));
    }

    @Override
    public List<AzureProperty> properties() {
        return List.of(SOFT_DELETE);
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        if (Refusals.beside(SOFT_DELETE, "enabled", registry, indexes).isEmpty()) {
            Demand.<Registry>that(SOFT_DELETE, Requirement.is("enabled")).judge(registry, judgement);
        }
    }
}
