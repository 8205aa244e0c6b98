package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.KubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The object of Kubernetes that a resource such as {@code kubernetes_deployment_v1} makes. The provider writes some defaults that
 * Kubernetes has not (kubernetes/schema_metadata.go, schema_pod_spec.go and schema_rbac.go, read 2026-11-30): the namespace
 * {@code default}, and a mounted token in each pod, whatever its service account says.
 */
record KubernetesObject(String type, KubernetesNames.Kind kind) {
    /** Of the resource, not of the object. */
    private static final Pattern OWN = Pattern.compile(
            "id|timeouts|wait_for_.*|default_secret_name|data_wo_revision|binary_data_wo_revision|status|manifest_resource");

    /** Where people write any text; elsewhere "true" is a boolean, and a number in quotes is a number. */
    private static final Set<String> TEXTS = Set.of("value", "name", "type", "mode");

    private static final Set<String> NUMBERS = Set.of(
            "run_as_user",
            "run_as_group",
            "fs_group",
            "target_port",
            "port",
            "container_port",
            "host_port",
            "node_port",
            "number",
            "replicas",
            "max_unavailable",
            "min_available");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private static final List<String> OF_TEMPLATE = List.of("spec", "template", "spec", "containers");

    /** Where the containers of an object are. */
    private static final Map<String, List<String>> POD = Map.of(
            "Pod",
            List.of("spec", "containers"),
            "Deployment",
            OF_TEMPLATE,
            "DaemonSet",
            OF_TEMPLATE,
            "StatefulSet",
            OF_TEMPLATE,
            "ReplicationController",
            OF_TEMPLATE,
            "Job",
            OF_TEMPLATE,
            "CronJob",
            List.of("spec", "jobTemplate", "spec", "template", "spec", "containers"));

    /**
     * The object that a resource makes.
     *
     * @param values its attributes; blocks are lists of objects
     * @return null where its type is not known
     */
    static Node.@Nullable Mapping of(String type, Node.Mapping values) {
        KubernetesNames.Kind kind = KubernetesNames.kind(type);
        return kind == null ? null : new KubernetesObject(type, kind).object(values);
    }

    private Node.Mapping object(Node.Mapping values) {
        String own = type.substring("kubernetes_".length());
        Position at = values.position();
        var entries = new ArrayList<Node.Entry>();
        entries.add(new Node.Entry("apiVersion", at, new Node.Scalar(kind.apiVersion(), at)));
        entries.add(new Node.Entry("kind", at, new Node.Scalar(kind.kind(), at)));
        for (Node.Entry entry : values.entries()) {
            if (!OWN.matcher(entry.key()).matches()) {
                // what a secret holds is written as it is, not in base64
                boolean isText = kind.kind().equals("Secret") && entry.key().equals("data");
                add(entry, own, entries);
                if (isText && !entries.isEmpty()) {
                    Node.Entry data = entries.remove(entries.size() - 1);
                    entries.add(new Node.Entry("stringData", data.keyPosition(), data.value()));
                }
            }
        }
        return whole(new Node.Mapping(entries, at), POD.getOrDefault(kind.kind(), List.of()));
    }

    /**
     * A pod that the blocks leave out, which the provider refuses: with a container that sets nothing, so that what must be set is
     * missed.
     */
    private static Node.Mapping whole(Node.Mapping object, List<String> path) {
        if (path.isEmpty()) {
            return object;
        }
        String key = path.get(0);
        var entries = new ArrayList<Node.Entry>();
        for (Node.Entry entry : object.entries()) {
            entries.add(
                    entry.key().equals(key)
                            ? new Node.Entry(key, entry.keyPosition(), whole(entry.value(), path))
                            : entry);
        }
        if (object.get(key) == null) {
            var nothing = new Node.Sequence(List.of(), object.position());
            entries.add(new Node.Entry(key, object.position(), whole(nothing, path)));
        }
        return new Node.Mapping(entries, object.position());
    }

    private static Node whole(Node value, List<String> path) {
        boolean isNothing = value instanceof Node.Sequence list && list.items().isEmpty();
        var nothing = new Node.Mapping(List.of(), value.position());
        if (path.get(0).equals("containers")) {
            return isNothing ? new Node.Sequence(List.of(nothing), value.position()) : value;
        }
        List<String> rest = path.subList(1, path.size());
        return isNothing ? whole(nothing, rest) : value instanceof Node.Mapping mapping ? whole(mapping, rest) : value;
    }

    private Node.Mapping block(String name, Node.Mapping block, String parent) {
        var entries = new ArrayList<Node.Entry>();
        for (Node.Entry entry : block.entries()) {
            add(entry, name, entries);
        }
        boolean isNamespaced = name.equals("metadata")
                && type.equals("kubernetes_" + parent)
                && !KubernetesResource.isOfTheCluster(kind.apiVersion(), kind.kind());
        if (isNamespaced || name.equals("subject")) {
            otherwise("namespace", "default", block.position(), entries);
        } else if (entries.stream().anyMatch(entry -> entry.key().equals("containers"))) {
            otherwise("automountServiceAccountToken", true, block.position(), entries);
        }
        return new Node.Mapping(entries, block.position());
    }

    private static void otherwise(String field, Object value, Position at, List<Node.Entry> entries) {
        if (entries.stream().noneMatch(entry -> entry.key().equals(field))) {
            entries.add(new Node.Entry(field, at, new Node.Scalar(value, at)));
        }
    }

    private void add(Node.Entry entry, String parent, List<Node.Entry> entries) {
        String name = entry.key();
        Node value = entry.value();
        if (value instanceof Node.Scalar scalar && scalar.value() == null) {
            // null is the attribute left out
            return;
        }
        List<Node.Mapping> blocks = blocks(value);
        String list = KubernetesNames.list(parent, name);
        if (value instanceof Node.Mapping map && KubernetesNames.isMap(name)) {
            entries.add(new Node.Entry(KubernetesNames.field(name), entry.keyPosition(), texts(map)));
        } else if (list != null && value instanceof Node.Sequence blocksOrUnknown) {
            // one that a dynamic block may make is unknown
            List<Node> items = blocksOrUnknown.items().stream()
                    .map(item -> item instanceof Node.Mapping block ? block(name, block, parent) : item)
                    .toList();
            entries.add(new Node.Entry(list, entry.keyPosition(), new Node.Sequence(items, value.position())));
        } else if (blocks != null && !blocks.isEmpty()) {
            Node.Mapping only = block(name, blocks.get(0), parent);
            if (KubernetesNames.isInline(name)) {
                entries.addAll(only.entries());
            } else {
                entries.add(new Node.Entry(KubernetesNames.field(name), entry.keyPosition(), only));
            }
        } else if (blocks == null) {
            // a dynamic block of unknown items stands for the whole list
            String field = list != null && isUnknown(value) ? list : KubernetesNames.field(name);
            entries.add(new Node.Entry(field, entry.keyPosition(), scalar(name, value)));
        }
    }

    private static boolean isUnknown(Node value) {
        return value instanceof Node.Scalar scalar && scalar.value() instanceof Unresolved;
    }

    /** The blocks that a value is; null for another value. */
    private static @Nullable List<Node.Mapping> blocks(Node value) {
        if (value instanceof Node.Mapping mapping) {
            return List.of(mapping);
        }
        if (value instanceof Node.Sequence list && list.items().stream().allMatch(Node.Mapping.class::isInstance)) {
            return list.items().stream().map(Node.Mapping.class::cast).toList();
        }
        return null;
    }

    /** The values of a map are text whatever they look like. */
    private static Node texts(Node.Mapping map) {
        return new Node.Mapping(
                map.entries().stream()
                        .map(entry -> new Node.Entry(entry.key(), entry.keyPosition(), text(entry.value())))
                        .toList(),
                map.position());
    }

    private static Node text(Node value) {
        return value instanceof Node.Scalar scalar
                        && (scalar.value() instanceof Boolean || scalar.value() instanceof Number)
                ? new Node.Scalar(Objects.toString(scalar.value()), scalar.position())
                : value;
    }

    private static Node scalar(String name, Node value) {
        if (!(value instanceof Node.Scalar scalar)) {
            return value;
        }
        if (TEXTS.contains(name)) {
            return text(value);
        }
        if (!(scalar.value() instanceof String text)) {
            return value;
        }
        if (text.equals("true") || text.equals("false")) {
            return new Node.Scalar(Boolean.valueOf(text), scalar.position());
        }
        return NUMBERS.contains(name) && NUMBER.matcher(text).matches()
                ? new Node.Scalar(Long.valueOf(text), scalar.position())
                : value;
    }
}
