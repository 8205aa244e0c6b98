package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code azapi_update_resource} changes: a part of a resource that something else defines. It is evaluated with that
 * resource, since what the update does not mention is not absent.
 */
final class Updates {
    static final String TYPE = "azapi_update_resource";

    private final List<Resource> updates = new ArrayList<>();

    void add(Resource update) {
        updates.add(update);
    }

    /** The resources with what the updates say of them. */
    List<Resource> applied(List<Resource> resources) {
        return updates.isEmpty()
                ? resources
                : resources.stream().map(this::updated).toList();
    }

    /** The updates of resources that are not among these. */
    List<Resource> ofOthers(List<Resource> resources) {
        return updates.stream()
                .filter(update -> resources.stream().noneMatch(resource -> isOf(update, resource)))
                .toList();
    }

    private Resource updated(Resource resource) {
        var bodies = new ArrayList<Node>();
        for (Resource update : updates) {
            Node body = update.root().get("body").node();
            if (body != null && isOf(update, resource)) {
                bodies.add(body);
            }
        }
        if (bodies.isEmpty() || !(resource.root().node() instanceof Node.Mapping mapping)) {
            return resource;
        }
        var entries = new ArrayList<>(mapping.entries());
        entries.add(new Node.Entry(
                AzureResource.UPDATES, mapping.position(), new Node.Sequence(bodies, mapping.position())));
        return Resource.of(resource.id(), Field.root(new Node.Mapping(entries, mapping.position())));
    }

    private static boolean isOf(Resource update, Resource resource) {
        String azapi = update.root().get("type").stringOr("");
        int version = azapi.indexOf('@');
        AzureType type = version < 0 ? null : AzureType.ofArm(azapi.substring(0, version));
        if (type == null) {
            return false;
        }
        String target = AzureKeys.word(update.root().get("resource_id"));
        return AzureResource.of(resource, type).stream()
                .anyMatch(known -> known.keys().words().contains(target));
    }
}
