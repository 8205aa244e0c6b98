package io.github.akspolicy.site;

import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.KeyVaultProperties;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.RegistryProperties;
import java.util.Arrays;
import java.util.List;

/** The properties that policies look at, by the resource that has them. */
final class AzureProperties {
    private AzureProperties() {}

    static List<AzureProperty> cluster() {
        return of(ClusterProperties.class);
    }

    static List<AzureProperty> pool() {
        return of(PoolProperties.class);
    }

    static List<AzureProperty> registry() {
        return of(RegistryProperties.class);
    }

    static List<AzureProperty> vault() {
        return of(KeyVaultProperties.class);
    }

    private static List<AzureProperty> of(Class<?> holder) {
        return Arrays.stream(holder.getFields())
                .filter(field -> field.getType() == AzureProperty.class)
                .map(field -> {
                    try {
                        return (AzureProperty) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
