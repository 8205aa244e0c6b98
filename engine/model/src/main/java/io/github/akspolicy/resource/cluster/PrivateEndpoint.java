package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/** A private endpoint with what it leads to. */
public final class PrivateEndpoint {
    private static final List<String> REFERENCES =
            List.of("privateLinkServiceId", "privateLinkServiceReference", "private_connection_resource_id");

    private final AzureResource resource;

    private PrivateEndpoint(AzureResource resource) {
        this.resource = resource;
    }

    /** The readings of a resource: one for an endpoint. */
    public static List<PrivateEndpoint> of(Resource resource) {
        return AzureResource.of(resource, AzureType.PRIVATE_ENDPOINT, PrivateEndpoint::new);
    }

    public AzureResource resource() {
        return resource;
    }

    public Place place() {
        return resource.place();
    }

    private List<Field> connections() {
        var connections = new ArrayList<Field>();
        for (String name : List.of(
                "privateLinkServiceConnections", "manualPrivateLinkServiceConnections", "private_service_connection")) {
            Field list = PropertyPath.step(resource.body(), name);
            connections.addAll(list.items().isEmpty() && list.isPresent() ? List.of(list) : list.items());
        }
        return connections;
    }

    /** The references to what it leads to. */
    public List<Field> targets() {
        var targets = new ArrayList<Field>();
        for (Field connection : connections()) {
            Field properties = PropertyPath.step(connection, "properties");
            Field inner = properties.isPresent() ? properties : connection;
            for (String reference : REFERENCES) {
                targets.add(PropertyPath.step(inner, reference));
            }
        }
        return targets;
    }

    /** The zone group that azurerm writes within the endpoint; absent elsewhere. */
    public Field zoneGroup() {
        return PropertyPath.step(resource.body(), "private_dns_zone_group");
    }
}
