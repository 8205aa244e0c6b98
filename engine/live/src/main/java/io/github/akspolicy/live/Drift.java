package io.github.akspolicy.live;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
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
    private final Map<ObjectKey, DeployedResource> released = new HashMap<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Map<ObjectKey, Node> running = new ConcurrentHashMap<>();
    private final Set<ApiResource> unlisted = ConcurrentHashMap.newKeySet();
    private final Set<String> scaled = ConcurrentHashMap.newKeySet();

    Drift(
            List<DeployedResource> resources,
            Discovery discovery,
            RunningCluster.Scope scope,
            String defaultNamespace,
            ReadLimits limits) {
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

    /** Why a resource of the release is compared with nothing. */
    enum Comparability {
        COMPARED,
        /** It comes and goes with an installation. */
        HOOK,
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
            running.put(key, ManifestReader.json(object.json(), limits));
        } catch (ManifestException unreadable) {
            // the reading of the cluster tells; the object is not missing
            running.put(key, new Node.Scalar(null, Position.START));
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
        if (resource.annotation(HOOK) != null) {
            return Comparability.HOOK;
        }
        ApiResource kind = discovery.find(resource.id().group(), resource.kind());
        if (kind == null) {
            return Comparability.UNKNOWN_KIND;
        }
        boolean isRead = scope.kinds().contains(kind)
                && !unlisted.contains(kind)
                && (scope.namespaces().isEmpty()
                        || scope.namespaces().contains(key(resource).namespace()));
        return isRead ? Comparability.COMPARED : Comparability.UNREAD;
    }

    /** What runs of a resource of the release; null when it does not. */
    @Nullable
    Node running(Resource resource) {
        return running.get(key(resource));
    }

    /** Whether an autoscaler that runs owns the number of its pods. */
    boolean isScaled(Resource resource) {
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
