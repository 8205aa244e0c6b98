package io.github.akspolicy.live;

import io.github.akspolicy.live.PlatformContent.Change;
import io.github.akspolicy.live.PlatformObjects.Bringer;
import io.github.akspolicy.live.PlatformObjects.Expected;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.resource.Resource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What Kubernetes and AKS bring to a cluster, apart from what people deploy. There is nothing in it that they could edit, so it
 * is counted and not evaluated, as long as it is as it is brought; what was changed is evaluated as everything else.
 */
final class Platform {
    private static final String IGNORED_BY_GATEKEEPER = "admission.gatekeeper.sh/ignore";

    /** Labels that namespaces have from the API server and from AKS; a namespace with others is somebody's to label. */
    private static final Set<String> NAMESPACE_LABELS = Set.of(
            "kubernetes.io/metadata.name",
            "kubernetes.io/cluster-service",
            "addonmanager.kubernetes.io/mode",
            "kubernetes.azure.com/managedby",
            "control-plane",
            IGNORED_BY_GATEKEEPER,
            "gatekeeper.sh/system",
            "name");

    private final boolean isEvaluated;
    private final Map<Bringer, Integer> counts = new EnumMap<>(Bringer.class);
    private final Map<ObjectKey, List<Change>> changes = new ConcurrentHashMap<>();

    /** @param isEvaluated whether it is evaluated all the same */
    Platform(boolean isEvaluated) {
        this.isEvaluated = isEvaluated;
    }

    /** Whether an object is one that Kubernetes or AKS bring, as they bring it, and is passed over for that; counts it. */
    boolean passesOver(RunningObject running) {
        Expected expected = PlatformObjects.find(running);
        if (expected == null) {
            return false;
        }
        if (expected.kind().equals("Namespace")) {
            return hasOnlyTheirLabels(running, expected.bringer()) && count(expected.bringer());
        }
        if (!PlatformContent.isClaimed(expected.bringer(), running)) {
            if (expected.bringer() == Bringer.KUBERNETES) {
                // the API server creates these in every cluster, so that the name alone says what it was
                changes.put(
                        ObjectKey.of(running),
                        List.of(new Change(
                                "metadata.labels",
                                "label kubernetes.io/bootstrapping is not set, unlike in Kubernetes",
                                false)));
            }
            return false;
        }
        List<Change> found = PlatformContent.changes(expected, running);
        if (!found.isEmpty()) {
            changes.put(ObjectKey.of(running), found);
            return false;
        }
        return count(expected.bringer());
    }

    private boolean count(Bringer bringer) {
        if (!isEvaluated) {
            counts.merge(bringer, 1, Integer::sum);
        }
        return !isEvaluated;
    }

    private static boolean hasOnlyTheirLabels(RunningObject running, Bringer bringer) {
        Map<String, Object> metadata = JsonTree.map(running.object(), "metadata");
        Map<String, Object> labels = metadata == null ? null : JsonTree.map(metadata, "labels");
        return labels == null
                || (NAMESPACE_LABELS.containsAll(labels.keySet())
                        // it switches Azure Policy off: only AKS does that, in its own namespaces
                        && (bringer == Bringer.AKS || !labels.containsKey(IGNORED_BY_GATEKEEPER)));
    }

    /** What was changed in an object that Kubernetes or AKS bring; nothing for all others. */
    List<Change> changes(Resource resource) {
        String namespace = resource.namespace();
        return changes.getOrDefault(
                new ObjectKey(
                        resource.id().group(), resource.kind(), namespace == null ? "" : namespace, resource.name()),
                List.of());
    }

    /** One line that counts what was passed over; the empty string when nothing was. */
    String summary() {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return all == 0
                ? ""
                : all + (all == 1 ? " object is" : " objects are")
                        + " as Kubernetes and AKS bring them, and not evaluated ("
                        + counts.entrySet().stream()
                                .map(entry -> entry.getValue() + " of " + entry.getKey())
                                .collect(Collectors.joining(", "))
                        + "); " + CommandText.option("platform") + "=true evaluates them, too";
    }
}
