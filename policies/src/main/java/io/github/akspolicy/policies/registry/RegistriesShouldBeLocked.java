package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Severity.INFO;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Referrers;
import io.github.akspolicy.resource.cluster.Registry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who deletes a registry deletes all images of it, and no node can pull them again. */
final class RegistriesShouldBeLocked extends BuiltInEnvironmentPolicy<Registry> {
    private static final AzureProperty SCOPE = AzureProperty.arm("/scope").azurerm("scope");

    private static final Index<String, AzureResource> LOCKS = new Index<>(
            "locks",
            AzureResource.KINDS,
            resource -> AzureResource.of(resource, AzureType.MANAGEMENT_LOCK),
            AzureResource::name);

    private static final Derivation<Referrers<AzureResource>> BY_SCOPE = new Derivation<>(
            "locks by scope",
            Set.of(LOCKS),
            indexes -> Referrers.byWords(
                    indexes.all(LOCKS),
                    lock -> Stream.concat(
                                    Stream.of(AzureKeys.word(lock.get(SCOPE).field())), lock.extended().stream())
                            .toList()));

    RegistriesShouldBeLocked() {
        super(
                ClusterFacts.REGISTRIES,
                Set.of(LOCKS),
                policy("registry/delete-lock", INFO, "The registry should be locked against deletion")
                        .fix("add a lock of level CanNotDelete"));
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        if (!indexes.derive(BY_SCOPE).to(registry).isEmpty()) {
            return;
        }
        List<AzureResource> others = indexes.all(LOCKS);
        // a lock of a resource group or subscription holds for what is in it
        if (registry.notation() == Notation.AZ || !others.isEmpty()) {
            judgement.unknown(
                    registry.place(),
                    InputKind.OTHERS,
                    others.isEmpty()
                            ? "az acr show does not answer locks"
                            : "no lock is on the registry itself; whether one holds for its group is not known");
        } else {
            judgement.fail(registry.place(), "no lock of the registry is in the files");
        }
    }
}
