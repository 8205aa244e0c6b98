package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON merge patches (RFC 7386) of Cluster API Provider Azure, which change the object of ASO that a resource becomes
 * ({@code asoManagedClusterPatches}, {@code asoManagedClustersAgentPoolPatches}). What a patch says stands at the patch.
 */
final class CapzPatches {
    private static final List<String> FIELDS =
            List.of("asoManagedClusterPatches", "asoManagedClustersAgentPoolPatches");

    private CapzPatches() {}

    static AzureResource applied(AzureResource resource) {
        if (resource.notation() != Notation.CAPZ || !(resource.root().node() instanceof Node.Mapping root)) {
            return resource;
        }
        Node merged = root;
        for (Field patch : patches(resource)) {
            Node read = read(patch);
            if (read != null) {
                merged = Objects.requireNonNull(
                        merge(merged, AzureResource.isTemplate(resource.root()) ? wrapped(read) : read));
            }
        }
        return merged == root
                ? resource
                : AzureResource.kubernetes(resource.type(), Notation.CAPZ, resource.name(), Field.root(merged));
    }

    private static List<Field> patches(AzureResource resource) {
        return FIELDS.stream()
                .flatMap(field -> resource.top().get(field).items().stream())
                .toList();
    }

    /** Whether the API server drops a field: its kind has none of the name, and no patch says it. */
    static boolean isDropped(AzureResource resource, PropertyPath path, Field field) {
        Node node = field.node();
        return !CapzFields.of(resource.type()).have(path)
                && node != null
                && patches(resource).stream()
                        .noneMatch(patch -> node.position().equals(patch.place().value()));
    }

    /** What a patch of an object says of the object in a template. */
    private static Node wrapped(Node patch) {
        Node.Mapping template =
                new Node.Mapping(List.of(new Node.Entry("template", patch.position(), patch)), patch.position());
        return new Node.Mapping(List.of(new Node.Entry("spec", patch.position(), template)), patch.position());
    }

    /** A patch with all its positions at the place of the text, or null when it is no patch. */
    private static @Nullable Node read(Field patch) {
        String text = patch.string();
        if (text == null) {
            return null;
        }
        try {
            Node node = ManifestReader.yamlDocument(text);
            return node instanceof Node.Mapping ? at(node, patch.place().value()) : null;
        } catch (ManifestException noPatch) {
            // the operator refuses it; the object stays as it is
            return null;
        }
    }

    private static Node at(Node node, Position position) {
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(entry.key(), position, at(entry.value(), position)))
                            .toList(),
                    position);
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream().map(item -> at(item, position)).toList(), position);
        }
        return new Node.Scalar(((Node.Scalar) node).value(), position);
    }

    private static @Nullable Node merge(Node target, Node patch) {
        if (patch instanceof Node.Scalar scalar && scalar.value() == null) {
            return null;
        }
        if (!(patch instanceof Node.Mapping changes)) {
            return patch;
        }
        var entries = new ArrayList<>(target instanceof Node.Mapping old ? old.entries() : byName(target));
        for (Node.Entry change : changes.entries()) {
            int at = index(entries, change.key());
            Node old = at < 0
                    ? new Node.Mapping(List.of(), patch.position())
                    : entries.get(at).value();
            Node value = merge(old, change.value());
            if (at >= 0 && value == null) {
                entries.remove(at);
            } else if (at >= 0 && value != null) {
                entries.set(at, new Node.Entry(entries.get(at).key(), change.keyPosition(), value));
            } else if (value != null) {
                entries.add(new Node.Entry(change.key(), change.keyPosition(), value));
            }
        }
        return new Node.Mapping(entries, target.position());
    }

    /** Add-ons are a list of things with names in CAPZ and a mapping in ASO. */
    private static List<Node.Entry> byName(Node target) {
        var entries = new ArrayList<Node.Entry>();
        if (target instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Node.Mapping mapping
                        && mapping.get("name") instanceof Node.Scalar name
                        && name.value() instanceof String text) {
                    entries.add(new Node.Entry(text, item.position(), item));
                }
            }
        }
        return entries;
    }

    private static int index(List<Node.Entry> entries, String key) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equalsIgnoreCase(key)) {
                return i;
            }
        }
        return -1;
    }
}
