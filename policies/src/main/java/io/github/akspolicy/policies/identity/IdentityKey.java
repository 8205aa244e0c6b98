package io.github.akspolicy.policies.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * A label or annotation of the webhook's prefix, wherever it stands.
 *
 * @param key without the prefix
 * @param isLabel whether it is a label rather than an annotation
 * @param holder what it stands on
 * @param kind the kind of the object
 * @param object namespace and name of the object
 * @param podsAreLabelled whether all pods of the object carry the label {@value WorkloadIdentity#USE_LABEL} themselves
 * @param place where it is
 */
record IdentityKey(
        String key,
        boolean isLabel,
        Holder holder,
        String kind,
        NamespacedName object,
        boolean podsAreLabelled,
        Place place) {
    static final Index<NamespacedName, IdentityKey> INDEX = new Index<>(
            "workload identity keys",
            Kinds.PODS.or(Kinds.of("", "ServiceAccount")),
            IdentityKey::of,
            key -> key.object());

    /** What reads, or does not read, labels and annotations. */
    enum Holder {
        POD,
        SERVICE_ACCOUNT,
        /** The object that carries a pod template, whose own metadata no pod gets. */
        CONTROLLER
    }

    static List<IdentityKey> of(Resource resource) {
        List<Pod> pods = Pod.VIEW.of().apply(resource);
        boolean isAccount = resource.is("", "ServiceAccount");
        if (pods.isEmpty() && !isAccount) {
            return List.of();
        }
        var keys = new ArrayList<IdentityKey>();
        Field metadata = resource.root().get("metadata");
        if (isAccount) {
            add(keys, resource, metadata, Holder.SERVICE_ACCOUNT, false);
            return keys;
        }
        for (Pod pod : pods) {
            add(keys, resource, pod.template().get("metadata"), Holder.POD, false);
        }
        if (pods.stream()
                .noneMatch(pod -> pod.template().path().equals(resource.root().path()))) {
            boolean labelled = pods.stream()
                    .allMatch(pod -> "true"
                            .equals(pod.labels().get(WorkloadIdentity.USE_LABEL).string()));
            add(keys, resource, metadata, Holder.CONTROLLER, labelled);
        }
        return keys;
    }

    private static void add(
            List<IdentityKey> keys, Resource resource, Field metadata, Holder holder, boolean labelled) {
        for (String map : List.of("labels", "annotations")) {
            for (Field entry : metadata.get(map).fields()) {
                if (entry.key().startsWith(WorkloadIdentity.PREFIX) && entry.isPresent()) {
                    keys.add(new IdentityKey(
                            entry.key().substring(WorkloadIdentity.PREFIX.length()),
                            map.equals("labels"),
                            holder,
                            resource.kind(),
                            new NamespacedName(resource.namespace(), resource.name()),
                            labelled,
                            entry.place()));
                }
            }
        }
    }

    /** {@code label} or {@code annotation} with the whole key, for messages. */
    String words() {
        return (isLabel ? "label " : "annotation ") + WorkloadIdentity.PREFIX + key;
    }
}
