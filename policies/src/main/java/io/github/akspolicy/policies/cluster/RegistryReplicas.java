package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Referrers;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Where the replicas of registries are. */
public final class RegistryReplicas {
    public static final Index<String, AzureResource> INDEX = new Index<>(
            "registry replications",
            AzureResource.KINDS,
            resource -> AzureResource.of(resource, AzureType.REGISTRY_REPLICATION),
            AzureResource::name);

    /** What a policy that asks for them declares. */
    public static final Set<Index<?, ?>> READS = Set.of(INDEX, ClusterFacts.REGISTRIES);

    /** The location of a registry, or of a replication. */
    public static final AzureProperty LOCATION =
            AzureProperty.arm("/location").azurerm("location").aso("location");

    private static final AzureProperty OF_AZURERM =
            AzureProperty.arm("replications").azurerm("georeplications");

    private static final Derivation<Referrers<AzureResource>> BY_REGISTRY = new Derivation<>(
            "registry replications by registry",
            Set.of(INDEX),
            indexes -> Referrers.byWords(indexes.all(INDEX), AzureResource::owners));

    private RegistryReplicas() {}

    /** The blocks of azurerm; its setting says whether they are known only at deployment. */
    public static Setting blocks(Registry registry) {
        return registry.get(OF_AZURERM);
    }

    /** {@code West Europe} and {@code westeurope} are one region. */
    public static String normalized(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    /** Where the location of each replica is written; the registry itself is not among them. */
    public static List<Field> of(Registry registry, Indexes indexes) {
        Stream<Field> children = indexes.derive(BY_REGISTRY).into(registry).stream()
                .map(replica -> replica.get(LOCATION).field());
        Stream<Field> blocks = registry.notation() == Notation.AZURERM
                ? blocks(registry).items().stream().map(block -> block.get("location"))
                : Stream.of();
        return Stream.concat(children, blocks).toList();
    }

    /** The same without the region of the registry itself, which {@code az acr replication list} answers, too. */
    public static List<Field> elsewhere(Registry registry, Indexes indexes) {
        String home = normalized(registry.get(LOCATION).textOrEmpty());
        return of(registry, indexes).stream()
                .filter(location ->
                        home.isEmpty() || !normalized(location.textOr("")).equals(home))
                .toList();
    }
}
