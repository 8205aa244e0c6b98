package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the documents of a manifest into Kubernetes objects. An object with a list of {@code items} stands for its
 * items, as kubectl has it: {@code List}, and typed lists such as {@code PodList}, whose items may leave their kind out.
 */
public final class ResourceReader {
    private static final String MEND =
            ": add what is missing, or exclude the file from the manifests if it is not meant for Kubernetes";

    private ResourceReader() {}

    /**
     * Reads one document.
     *
     * @param releaseNamespace see {@link Resource#of}
     * @param podTemplates where objects carry pods
     * @param resources takes each object, in the order of the document
     * @param problems takes each thing that is no Kubernetes object; the others are still delivered
     */
    public static void read(
            Node document,
            @Nullable String releaseNamespace,
            PodTemplates podTemplates,
            Consumer<Resource> resources,
            Consumer<ManifestException> problems) {
        if (!(document instanceof Node.Mapping mapping)) {
            problems.accept(new ManifestException(
                    "not a Kubernetes object: a mapping with apiVersion and kind is expected, this is a "
                            + document.typeName()
                            + "; exclude the file from the manifests if it is not meant for Kubernetes",
                    document.position()));
            return;
        }
        String kind = text(mapping, "kind");
        String apiVersion = text(mapping, "apiVersion");
        if (kind == null || apiVersion == null) {
            String missing = kind != null ? "apiVersion" : apiVersion != null ? "kind" : "apiVersion and kind";
            problems.accept(new ManifestException(
                    "not a Kubernetes object: it has no " + missing + " that is a text" + MEND, mapping.position()));
            return;
        }
        if (apiVersion.indexOf('/') != apiVersion.lastIndexOf('/')) {
            problems.accept(new ManifestException(
                    "not a Kubernetes object: its apiVersion has more than one '/': write GROUP/VERSION, or VERSION alone",
                    mapping.position()));
            return;
        }
        Node items = mapping.get("items");
        if (items instanceof Node.Sequence list) {
            String itemKind = kind.endsWith("List") ? kind.substring(0, kind.length() - "List".length()) : kind;
            for (Node item : list.items()) {
                read(withKind(item, mapping, itemKind), releaseNamespace, podTemplates, resources, problems);
            }
        } else if ((items == null && !kind.equals("List")) || (isNull(items) && !kind.endsWith("List"))) {
            resources.accept(Resource.of(Field.root(mapping), releaseNamespace, podTemplates));
        } else if (!isNull(items)) {
            // null is how tools write a list of nothing
            problems.accept(new ManifestException(
                    items == null
                            ? "the List has no items: add a list of items, or remove the document"
                            : "items make an object a list of objects, but they are a " + items.typeName()
                                    + " here: make them a list",
                    items == null ? mapping.position() : items.position()));
        }
    }

    private static boolean isNull(@Nullable Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    private static @Nullable String text(Node.Mapping mapping, String key) {
        return mapping.get(key) instanceof Node.Scalar scalar
                        && scalar.value() instanceof String text
                        && !text.isEmpty()
                ? text
                : null;
    }

    /** An item of a typed list that says neither, with the kind and version that the list implies, placed where the list says them. */
    private static Node withKind(Node item, Node.Mapping list, String itemKind) {
        Node.Entry kind = list.entry("kind");
        Node.Entry apiVersion = list.entry("apiVersion");
        if (itemKind.isEmpty()
                || kind == null
                || apiVersion == null
                || !(item instanceof Node.Mapping mapping)
                || text(mapping, "kind") != null
                || text(mapping, "apiVersion") != null) {
            return item;
        }
        List<Node.Entry> entries = new ArrayList<>();
        entries.add(apiVersion);
        entries.add(new Node.Entry(
                "kind",
                kind.keyPosition(),
                new Node.Scalar(itemKind, kind.value().position())));
        for (Node.Entry entry : mapping.entries()) {
            if (!entry.key().equals("kind") && !entry.key().equals("apiVersion")) {
                entries.add(entry);
            }
        }
        return new Node.Mapping(entries, mapping.position());
    }
}
