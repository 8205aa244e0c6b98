package io.github.akspolicy.live;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.ReleaseId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to run in an environment, and what of it was seen running. Of the cluster only the objects of the release are
 * kept, so that memory grows with the release.
 */
final class Drift implements RunningCluster.Listener {
    private static final String HOOK = "helm.sh/hook";

    private final Discovery discovery;
    private final RunningCluster.Scope scope;
    private final String defaultNamespace;
    private final ReadLimits limits;
    private final Map<ReleaseId, List<String>> provided;
    private final Map<ObjectKey, DeployedResource> released = new HashMap<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Map<ObjectKey, Running> running = new ConcurrentHashMap<>();
    private final Set<ApiResource> unlisted = ConcurrentHashMap.newKeySet();
    private final Set<String> scaled = ConcurrentHashMap.newKeySet();

    /**
     * @param resources what is to run
     * @param provided the values keys that the pipeline provides to each release
     */
    Drift(
            List<DeployedResource> resources,
            Map<ReleaseId, List<String>> provided,
            Discovery discovery,
            RunningCluster.Scope scope,
            String defaultNamespace,
            ReadLimits limits) {
        this.provided = Map.copyOf(provided);
        this.discovery = discovery;
        this.scope = scope;
        this.defaultNamespace = defaultNamespace;
        this.limits = limits;
        for (DeployedResource resource : resources) {
            ObjectKey key = key(resource.resource());
            released.putIfAbsent(key, resource);
            if (!key.namespace().isEmpty()) {
                namespaces.add(key.namespace());
            }
        }
    }

    /**
     * What runs of a resource of the release.
     *
     * @param kind the version of its API that it was read in
     */
    record Running(ApiResource kind, Node object, FieldOwners owners) {}

    /** Why a resource of the release is compared with nothing. */
    enum Comparability {
        COMPARED,
        /** It comes and goes: with an installation, or when it is done. */
        PASSING,
        /** The cluster does not serve its kind. */
        UNKNOWN_KIND,
        /** It was not read: a Secret, or out of scope. */
        UNREAD
    }

    /** The fields of an object of the release lead to those of the release as well. */
    @Override
    public OriginMap see(RunningObject object, OriginMap shown) {
        ObjectKey key = ObjectKey.of(object);
        if (key.kind().equals("HorizontalPodAutoscaler")) {
            Map<String, Object> target = spec(object.object(), "scaleTargetRef");
            scaled.add(key.namespace() + "/" + JsonTree.text(target, "kind") + "/" + JsonTree.text(target, "name"));
        }
        DeployedResource source = released.get(key);
        if (source == null) {
            return shown;
        }
        try {
            Node node = ManifestReader.json(object.json(), limits);
            running.put(key, new Running(object.kind(), node, object.owners()));
        } catch (ManifestException unreadable) {
            // the reading of the cluster tells; the object is not missing
            running.put(key, new Running(object.kind(), new Node.Scalar(null, Position.START), object.owners()));
        }
        return place -> beside(shown.locate(place), source, place);
    }

    /** The lines behind the same field of the release are related: who mends a finding does it there. */
    private static Origin beside(Origin shown, DeployedResource source, Place place) {
        Origin written = source.origin(source.resource().root().follow(place.path()));
        return new Origin(shown.primary(), List.of(written.primary()), written.valuesKeys(), written.approximate());
    }

    /** Whether a volume claim is one that a StatefulSet of the release makes, which its name alone tells. */
    boolean isClaimOfStatefulSet(Resource claim) {
        return released.values().stream()
                .map(DeployedResource::resource)
                .filter(resource -> resource.is("apps", "StatefulSet"))
                .filter(set -> key(set).namespace().equals(claim.namespace()))
                .flatMap(set -> set.root().at("spec", "volumeClaimTemplates").items().stream()
                        .map(template -> template.at("metadata", "name").stringOr("") + "-" + set.name() + "-"))
                .anyMatch(prefix -> claim.name().startsWith(prefix)
                        && claim.name().substring(prefix.length()).matches("[0-9]+"));
    }

    @Override
    public void unlisted(ApiResource kind) {
        unlisted.add(kind);
    }

    private static @Nullable Map<String, Object> spec(Map<String, Object> object, String part) {
        Map<String, Object> spec = JsonTree.map(object, "spec");
        return spec == null ? null : JsonTree.map(spec, part);
    }

    Comparability comparability(Resource resource) {
        if (resource.annotation(HOOK) != null || isCleanedUp(resource) || isNamedByTheCluster(resource)) {
            return Comparability.PASSING;
        }
        ApiResource kind = discovery.find(resource.id().group(), resource.kind());
        if (kind == null) {
            // what a group that does not answer serves, nobody knows
            return discovery.silent().contains(resource.id().group())
                    ? Comparability.UNREAD
                    : Comparability.UNKNOWN_KIND;
        }
        boolean isRead = scope.kinds().contains(kind)
                && !unlisted.contains(kind)
                && (scope.namespaces().isEmpty()
                        || scope.namespaces().contains(key(resource).namespace()));
        return isRead ? Comparability.COMPARED : Comparability.UNREAD;
    }

    /** Whether the cluster deletes it by itself: a Job that is done. */
    private boolean isCleanedUp(Resource resource) {
        return resource.is("batch", "Job")
                && resource.root().at("spec", "ttlSecondsAfterFinished").isPresent()
                && running(resource) == null;
    }

    private static boolean isNamedByTheCluster(Resource resource) {
        Field metadata = resource.root().get("metadata");
        return !metadata.get("name").isPresent() && metadata.get("generateName").isPresent();
    }

    /** Whether the cluster serves the version that the release is written in. */
    boolean serves(Resource resource) {
        return discovery.serves(resource.id().apiVersion(), resource.kind());
    }

    /** What runs of a resource of the release; null when it does not. */
    @Nullable
    Running running(Resource resource) {
        return running.get(key(resource));
    }

    /** What its comparison must know. */
    ObjectComparison.Circumstances circumstances(Resource resource) {
        DeployedResource source = released(resource);
        List<String> keys = source == null ? List.of() : provided.getOrDefault(source.release(), List.of());
        return new ObjectComparison.Circumstances(
                isScaled(resource),
                field -> source != null
                        && !keys.isEmpty()
                        && source.origin(field).valuesKeys().stream().anyMatch(keys::contains));
    }

    private boolean isScaled(Resource resource) {
        return scaled.contains(key(resource).namespace() + "/" + resource.kind() + "/" + resource.name());
    }

    /** What is released under the name of an object that runs; null when nothing is. */
    @Nullable
    DeployedResource released(Resource object) {
        return released.get(key(object));
    }

    /** Whether a namespace is one that the release deploys to. */
    boolean deploysTo(@Nullable String namespace) {
        return namespace != null && namespaces.contains(namespace);
    }

    private ObjectKey key(Resource resource) {
        ApiResource kind = discovery.find(resource.id().group(), resource.kind());
        String namespace = resource.namespace() == null ? defaultNamespace : resource.namespace();
        return new ObjectKey(
                resource.id().group(),
                resource.kind(),
                kind != null && !kind.namespaced() ? "" : namespace,
                resource.name());
    }
}
