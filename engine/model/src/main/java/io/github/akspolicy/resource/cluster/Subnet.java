package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A subnet of a virtual network, as a resource or written in its network, and what it is bound to. Terraform binds by
 * resources of their own: {@link Binding}. Sources: Microsoft.Network/virtualNetworks 2024-05-01, azurerm 3 to 5.
 *
 * @param words what others refer to it by: {@link AzureKeys#word}
 * @param routeTable the word of its route table; empty where it writes none
 * @param securityGroup the word of its network security group; empty where it writes none
 * @param isBoundElsewhere whether the notation writes both in other resources
 */
public record Subnet(Set<String> words, String routeTable, String securityGroup, boolean isBoundElsewhere) {
    /**
     * A resource of Terraform that binds a subnet.
     *
     * @param subnet the word of the subnet
     * @param routeTable the word of the route table; empty where it binds none
     * @param securityGroup the word of the network security group; empty where it binds none
     */
    public record Binding(String subnet, String routeTable, String securityGroup) {
        /** The readings of a resource: one for an association. */
        public static List<Binding> of(Resource resource) {
            return AzureResource.of(resource, AzureType.SUBNET_ASSOCIATION).stream()
                    .map(AzureResource::root)
                    .map(root -> new Binding(
                            AzureKeys.word(root.get("subnet_id")),
                            AzureKeys.word(root.get("route_table_id")),
                            AzureKeys.word(root.get("network_security_group_id"))))
                    .toList();
        }
    }

    /** The readings of a resource: one for a subnet, and for a network those that are written in it. */
    public static List<Subnet> of(Resource resource) {
        var subnets = new ArrayList<Subnet>();
        for (AzureResource subnet : AzureResource.of(resource, AzureType.SUBNET)) {
            boolean isTerraform = subnet.notation() == Notation.AZURERM;
            Set<String> words = new HashSet<>(subnet.keys().words());
            boolean isObject = subnet.notation() == Notation.ASO;
            String network = (isObject
                            ? subnet.root().at("spec", "owner", "name")
                            : subnet.root().get("virtual_network_name"))
                    .stringOr("");
            String name = isObject
                    ? subnet.root().at("spec", "azureName").stringOr(subnet.name())
                    : subnet.root().get("name").written();
            if ((isTerraform || isObject) && !network.isEmpty() && !name.isEmpty()) {
                words.add(("virtualnetworks/" + network + "/subnets/" + name).toLowerCase(Locale.ROOT));
            }
            subnets.add(of(Set.copyOf(words), subnet.body(), isTerraform));
        }
        for (AzureResource network : AzureResource.of(resource, AzureType.VIRTUAL_NETWORK)) {
            for (Field item : PropertyPath.step(network.body(), "subnets").items()) {
                String name = item.get("name").written();
                if (!name.isEmpty()) {
                    Set<String> words = network.keys().words().stream()
                            .map(word -> word + "/subnets/" + name.toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());
                    subnets.add(of(words, PropertyPath.step(item, "properties"), false));
                }
            }
        }
        return List.copyOf(subnets);
    }

    private static Subnet of(Set<String> words, Field properties, boolean isBoundElsewhere) {
        return new Subnet(
                words,
                reference(PropertyPath.step(properties, "routeTable")),
                reference(PropertyPath.step(properties, "networkSecurityGroup")),
                isBoundElsewhere);
    }

    /** ARM names an id, an operator a reference; what is known only at deployment has a word, too. */
    private static String reference(Field bound) {
        if (bound.unresolved() != null) {
            return AzureKeys.word(bound);
        }
        Field id = PropertyPath.step(bound, "id");
        return AzureKeys.word(id.isPresent() || id.unresolved() != null ? id : bound.get("reference"));
    }
}
