package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Route tables and security groups with their parts, which are written in them or as resources of their own. */
final class NetworkParts {
    static final Index<String, AzureResource> ROUTE_TABLES = of("route tables", AzureType.ROUTE_TABLE);
    static final Index<String, AzureResource> ROUTES = of("routes", AzureType.ROUTE);
    static final Index<String, AzureResource> SECURITY_GROUPS = of("network security groups", AzureType.SECURITY_GROUP);
    static final Index<String, AzureResource> SECURITY_RULES = of("network security rules", AzureType.SECURITY_RULE);

    private static final AzureProperty INNER_ROUTES =
            AzureProperty.arm("routes").azurerm("route");
    private static final AzureProperty INNER_RULES =
            AzureProperty.arm("securityRules").azurerm("security_rule");

    private NetworkParts() {}

    private static Index<String, AzureResource> of(String words, AzureType type) {
        return new Index<>(
                words, AzureResource.KINDS, resource -> AzureResource.of(resource, type), AzureResource::name);
    }

    /**
     * The routes of a table, each the mapping with its properties.
     *
     * @param indexes must have {@link #ROUTES}
     */
    static List<Field> routes(AzureResource table, Indexes indexes) {
        return parts(table, INNER_ROUTES, indexes.all(ROUTES), "route_table_name");
    }

    /**
     * The rules of a group, each the mapping with its properties.
     *
     * @param indexes must have {@link #SECURITY_RULES}
     */
    static List<Field> rules(AzureResource group, Indexes indexes) {
        return parts(group, INNER_RULES, indexes.all(SECURITY_RULES), "network_security_group_name");
    }

    private static List<Field> parts(
            AzureResource whole, AzureProperty inner, Iterable<AzureResource> separate, String owner) {
        var parts = new ArrayList<Field>();
        for (Field item : whole.get(inner).field().items()) {
            Field properties = item.get("properties");
            parts.add(properties.isPresent() ? properties : item);
        }
        for (AzureResource part : separate) {
            if (isOf(part, whole, owner)) {
                parts.add(part.body());
            }
        }
        return parts;
    }

    private static boolean isOf(AzureResource part, AzureResource whole, String owner) {
        if (part.notation() != whole.notation()) {
            return false;
        }
        if (part.notation() == Notation.AZURERM) {
            // the name of the whole, or the expression that takes it from there
            Field name = part.root().get(owner);
            return whole.root().get("name").stringOr("?").equals(name.string())
                    || whole.keys().words().contains(AzureKeys.word(name).replaceFirst("\\.name$", ""));
        }
        Stream<String> owners =
                part.owners().stream().map(word -> word.replaceFirst("/(routes|securityrules)/.*$", ""));
        return owners.anyMatch(whole.keys().words()::contains);
    }
}
