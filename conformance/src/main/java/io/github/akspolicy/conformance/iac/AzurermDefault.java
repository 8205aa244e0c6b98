package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.module.Instance;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.KeyVaultProperties;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.RegistryProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What azurerm sends for an attribute that is left out: by the properties that policies read. */
final class AzurermDefault {
    private AzurermDefault() {}

    /** @return null where no policy reads the attribute, or nothing is known of it */
    static @Nullable Object of(Instance instance, String attribute, int provider) {
        AzureType type = AzureType.ofTerraform(instance.type());
        if (type == null) {
            return null;
        }
        Position at = Position.START;
        var entries = new ArrayList<Node.Entry>();
        entries.add(new Node.Entry(AzureResource.ADDRESS, at, new Node.Scalar(instance.address(), at)));
        if (provider > 0) {
            entries.add(new Node.Entry(AzureResource.PROVIDER, at, new Node.Scalar((long) provider, at)));
        }
        var id = new ResourceId(AzureResource.TERRAFORM + "/v1", instance.type(), null, instance.address());
        Resource resource = Resource.of(id, Field.root(new Node.Mapping(entries, at)));
        AzureResource azure = AzureResource.of(resource, type).get(0);
        return properties(attribute.replaceAll("\\[\\d+]", "")).stream()
                .map(azure::get)
                .map(AzurermDefault::plain)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Object plain(Setting setting) {
        return setting.isTrue() ? Boolean.TRUE : setting.isFalse() ? Boolean.FALSE : setting.text();
    }

    private static List<AzureProperty> properties(String attribute) {
        var properties = new ArrayList<AzureProperty>();
        for (Class<?> holder : List.of(
                ClusterProperties.class, PoolProperties.class, RegistryProperties.class, KeyVaultProperties.class)) {
            for (java.lang.reflect.Field field : holder.getFields()) {
                try {
                    if (Modifier.isStatic(field.getModifiers())
                            && field.get(null) instanceof AzureProperty property
                            && (property.in(Notation.AZURERM).equals(attribute)
                                    || property.earlierAzurerm().contains(attribute))) {
                        properties.add(property);
                    }
                } catch (IllegalAccessException hidden) {
                    throw new IllegalStateException(hidden);
                }
            }
        }
        return properties;
    }
}
