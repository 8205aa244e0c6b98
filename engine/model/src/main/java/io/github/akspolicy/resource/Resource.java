package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.UnresolvedReads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object read from a manifest, with its effective namespace. {@code List} kinds are flattened before: a
 * resource is never a list.
 */
public final class Resource {
    private final ResourceId id;
    private final Field root;
    private final PodTemplates podTemplates;
    private final @Nullable String chart;
    private @Nullable List<Field> ownPodTemplates;
    private @Nullable Boolean mayCarryPods;
    /** The views that were asked for. Two threads may make one twice, which does no harm. */
    private final Map<ViewType<?>, Made> views = new ConcurrentHashMap<>();

    private Resource(ResourceId id, Field root, PodTemplates podTemplates, @Nullable String chart) {
        this.id = id;
        this.root = root;
        this.podTemplates = podTemplates;
        this.chart = chart;
    }

    /**
     * The resources of some kinds of one API group.
     *
     * @param name the word used in messages
     */
    public static ViewType<Resource> ofKinds(String name, String group, String... kinds) {
        return new ViewType<>(name, Kinds.of(group, kinds), List::of);
    }

    /**
     * A resource read from a document.
     *
     * @param root the object; a mapping
     * @param releaseNamespace the namespace that a namespaced object without {@code metadata.namespace} gets at
     *     deployment, or null when it is unknown ({@code helm template} does not write it: facts 3.1)
     * @param podTemplates where objects carry pods
     */
    public static Resource of(Field root, @Nullable String releaseNamespace, PodTemplates podTemplates) {
        String kind = root.get("kind").stringOr("");
        String apiVersion = root.get("apiVersion").stringOr("");
        Field metadata = root.get("metadata");
        String name = metadata.get("name").written();
        if (name.isEmpty()) {
            String generateName = metadata.get("generateName").string();
            name = generateName == null ? "" : generateName + "*";
        }
        String namespace = null;
        if (!KubernetesResource.isOfTheCluster(apiVersion, kind)) {
            String own = metadata.get("namespace").written();
            namespace = own.isEmpty() ? releaseNamespace : own;
        }
        return new Resource(new ResourceId(apiVersion, kind, namespace, name), root, podTemplates, null);
    }

    /**
     * A resource that is no Kubernetes object: what a definition of the cluster, of its registry or of access to them
     * says.
     *
     * @param id its name in the words of the notation: an ARM type, a Terraform type
     */
    public static Resource of(ResourceId id, Field root) {
        return new Resource(id, root, PodTemplates.KNOWN, null);
    }

    /**
     * The values that a chart is rendered with. They are judged like a resource, but only by what asks for them: see {@link
     * Kinds#valuesOf}.
     *
     * @param chart the name of the chart
     * @param name what tells the uses of charts in a release apart: see {@link ResourceId#values}
     * @param root the values as this chart sees them
     */
    public static Resource ofValues(String chart, String name, Field root) {
        return new Resource(ResourceId.values(name), root, PodTemplates.KNOWN, chart);
    }

    public ResourceId id() {
        return id;
    }

    public String kind() {
        return id.kind();
    }

    public String name() {
        return id.name();
    }

    /** The effective namespace, or null when the kind is cluster-scoped or the release's namespace is unknown. */
    public @Nullable String namespace() {
        return id.namespace();
    }

    /** The name of the chart whose values these are; null for a resource. */
    public @Nullable String chart() {
        return chart;
    }

    /** The whole object. */
    public Field root() {
        return root;
    }

    /** Its pod templates, or itself when it is a pod; empty when it carries no pods. One that is absent may be among them. */
    public List<Field> podTemplates() {
        List<Field> known = ownPodTemplates;
        if (known == null) {
            known = chart == null ? podTemplates.in(id, root) : List.of();
            ownPodTemplates = known;
        }
        return known;
    }

    /** Whether its kind is one that carries pods. */
    boolean mayCarryPods() {
        Boolean known = mayCarryPods;
        if (known == null) {
            known = podTemplates.mayBeIn(id);
            mayCarryPods = known;
        }
        return known;
    }

    /** The readings of one type, and the values that are known only at deployment and decided about them. */
    private record Made(List<?> readings, List<UnresolvedReads.Read> reads) {}

    @SuppressWarnings("unchecked") // what is kept for a type was made by it
    <V> List<V> view(ViewType<V> type) {
        Made known = views.get(type);
        if (known == null) {
            var reads = new UnresolvedReads();
            known = new Made(reads.during(() -> type.read(this)), reads.all());
            views.put(type, known);
        }
        UnresolvedReads.again(known.reads());
        return (List<V>) known.readings();
    }

    /** A label of the object itself, or null when it is absent or no string. */
    public @Nullable String label(String key) {
        return root.at("metadata", "labels").get(key).string();
    }

    /** An annotation of the object itself, or null when it is absent or no string. */
    public @Nullable String annotation(String key) {
        return root.at("metadata", "annotations").get(key).string();
    }

    /** Whether kind and API group are these; the version does not matter. */
    public boolean is(String group, String kind) {
        return id.kind().equals(kind) && id.isOf(group);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
