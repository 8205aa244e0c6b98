package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code azapi_update_resource} changes: a part of a resource that something else defines. It is evaluated with that
 * resource, since what the update does not mention is not absent.
 */
final class Updates {
    static final String TYPE = "azapi_update_resource";

    /** Of an instance, in an expression: {@code azapi_resource.pool[each.key].id}. */
    private static final Pattern KEY = Pattern.compile("\\[(each\\.key|\"[^\"]*\"|\\d+)]\\.id$");

    private final List<Resource> updates = new ArrayList<>();

    void add(Resource update) {
        updates.add(update);
    }

    /** The resources with what the updates say of them. */
    List<Resource> applied(List<Resource> resources) {
        return updates.isEmpty()
                ? resources
                : resources.stream()
                        .map(resource -> updated(resource, resources))
                        .toList();
    }

    /** The updates of resources that are not among these. */
    List<Resource> ofOthers(List<Resource> resources) {
        return updates.stream()
                .filter(update -> resources.stream().noneMatch(resource -> isOf(update, resource)))
                .toList();
    }

    private Resource updated(Resource resource, List<Resource> all) {
        var bodies = new ArrayList<Node>();
        for (Resource update : updates) {
            Node body = update.root().get("body").node();
            if (body != null && isOf(update, resource)) {
                boolean isOnly =
                        all.stream().filter(other -> isOf(update, other)).count() == 1;
                String index = target(update);
                if (isOnly || !index.isEmpty() && index.equals(index(resource))) {
                    bodies.add(body);
                } else if (index.isEmpty() || index(resource).isEmpty()) {
                    // one of the instances of for_each, and it is not known which
                    bodies.add(unknown(body));
                }
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

    /** The key of an instance of {@code count} or {@code for_each}, such as {@code ["a"]}; empty for the only one, and an unknown one. */
    private static String index(Resource resource) {
        String address = resource.root().get("address").stringOr("");
        int open = address.endsWith("]") ? address.lastIndexOf('[') : -1;
        String index = open < 0 ? "" : address.substring(open);
        return index.equals("[*]") ? "" : index;
    }

    /** The key of the instance that an update is of, as its id is written; empty where that does not say. */
    private static String target(Resource update) {
        Unresolved id = update.root().get("resource_id").unresolved();
        Matcher key = KEY.matcher(id == null ? "" : id.expression());
        if (!key.find()) {
            return "";
        }
        return key.group(1).equals("each.key") ? index(update) : "[" + key.group(1) + "]";
    }

    private static Node unknown(Node body) {
        if (body instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(entry.key(), entry.keyPosition(), unknown(entry.value())))
                            .toList(),
                    mapping.position(),
                    mapping.ignoresCase());
        }
        String what = "an azapi_update_resource of one of several instances";
        return new Node.Scalar(new Unresolved(what, "⟨" + what + "⟩"), body.position());
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
