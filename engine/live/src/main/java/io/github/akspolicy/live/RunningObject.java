package io.github.akspolicy.live;

import io.github.akspolicy.resource.PodTemplates;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as the API server has it, without what no one writes: its status and who manages which field.
 *
 * @param kind its kind
 * @param object the object
 * @param owners who set its fields
 */
record RunningObject(ApiResource kind, Map<String, Object> object, FieldOwners owners) {
    /** Holds the object as it was applied, and so perhaps what is a secret no longer in force. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** An item of a list, which leaves its kind out. */
    static RunningObject of(ApiResource kind, Map<String, Object> item) {
        item.put("apiVersion", kind.apiVersion());
        item.put("kind", kind.kind());
        item.remove("status");
        FieldOwners owners = FieldOwners.of(item);
        Map<String, Object> metadata = JsonTree.map(item, "metadata");
        if (metadata != null) {
            metadata.remove("managedFields");
            Map<String, Object> annotations = JsonTree.map(metadata, "annotations");
            if (annotations != null) {
                // stays there, so that the lines below it are those that kubectl shows
                annotations.computeIfPresent(LAST_APPLIED, (key, applied) -> "");
            }
        }
        if (kind.isSecret()) {
            // asked for as metadata; a server that gives more all the same is not listened to
            item.keySet().retainAll(List.of("apiVersion", "kind", "metadata"));
        }
        return new RunningObject(kind, item, owners);
    }

    private @Nullable Map<String, Object> metadata() {
        return JsonTree.map(object, "metadata");
    }

    String name() {
        return JsonTree.text(metadata(), "name");
    }

    /** Empty for what lives in no namespace. */
    String namespace() {
        return kind.namespaced() ? JsonTree.text(metadata(), "namespace") : "";
    }

    private boolean mayCarryPods(PodTemplates templates) {
        return templates.know(kind.group(), kind.kind());
    }

    /** Whether a controller that is judged itself made it from its pod template: a ReplicaSet of a Deployment, its pods. */
    boolean isOwnedByWorkload(PodTemplates templates) {
        return mayCarryPods(templates)
                && JsonTree.objects(metadata(), "ownerReferences").stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.get("controller")))
                        .anyMatch(owner -> {
                            String apiVersion = JsonTree.text(owner, "apiVersion");
                            int slash = apiVersion.indexOf('/');
                            return templates.know(
                                    slash < 0 ? "" : apiVersion.substring(0, slash), JsonTree.text(owner, "kind"));
                        });
    }

    /** Where it is, as a path of a report; it ends in {@code .json}, as what it reads like. */
    String path(String cluster) {
        return "live/" + segment(cluster) + "/" + (namespace().isEmpty() ? "" : segment(namespace()) + "/")
                + segment(kind.name()) + "/" + segment(name()) + ".json";
    }

    private static String segment(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._@-]", "_");
        return safe.isEmpty() || safe.matches("\\.+") ? "_" : safe;
    }

    /** As {@code kubectl get -o json} writes it. */
    String json() {
        return JsonTree.write(object);
    }
}
