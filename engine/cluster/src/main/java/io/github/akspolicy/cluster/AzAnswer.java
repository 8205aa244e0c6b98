package io.github.akspolicy.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What {@code az} answers: one resource, or a list of them. Its properties have no word around them. */
final class AzAnswer {
    private AzAnswer() {}

    static boolean isAnswer(Node document) {
        return items(document).stream().anyMatch(AzAnswer::isKnown);
    }

    static List<Resource> resources(Node document) {
        var resources = new ArrayList<Resource>();
        for (Node item : items(document)) {
            if (isKnown(item)) {
                Field root = Field.root(item);
                AzureType known = AzureType.ofArm(root.get("type").stringOr(""));
                // the name of the type as policies know it, whatever its case in the answer
                String type = Objects.requireNonNull(known).arm();
                int slash = type.indexOf('/');
                var id = new ResourceId(
                        type.substring(0, slash) + "/" + AzureResource.AZ_VERSION,
                        type.substring(slash + 1),
                        null,
                        root.get("name").stringOr(""));
                resources.add(Resource.of(id, root));
            }
        }
        return resources;
    }

    private static List<Node> items(Node document) {
        Node answer = Node.ignoringCase(document, AzureType::keepsCase);
        return answer instanceof Node.Sequence list ? list.items() : List.of(answer);
    }

    private static boolean isKnown(Node item) {
        return AzureType.ofArm(Field.root(item).get("type").stringOr("")) != null;
    }
}
