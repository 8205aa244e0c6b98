package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who set which field of an object, as the API server keeps it in {@code metadata.managedFields} ({@code FieldsV1} of
 * structured-merge-diff). A field that runs and that the release does not set is a default, the work of a controller, or
 * somebody's hand; the values alone do not tell, and no table of defaults outlives the next Kubernetes.
 */
final class FieldOwners {
    private static final String FIELD = "f:";
    private static final String KEY = "k:";
    /** Restarts are asked for by an annotation, and a number of replicas by its own path. */
    private static final Set<String> NOT_A_CHANGE = Set.of("kubectl-rollout", "kubectl-autoscale");

    /** What deploys calls itself so, too: {@code kubectl apply} of a pipeline, the add-on manager of AKS. */
    private static final Set<String> DEPLOYERS =
            Set.of("kubectl", "kubectl-client-side-apply", "kubectl-last-applied", "kubectl-create", "kubectl-replace");

    /** How tools that people edit with call themselves, beside kubectl: browsers do so for the portal and for dashboards. */
    private static final Set<String> TOOLS =
            Set.of("k9s", "lens", "freelens", "openlens", "node-fetch", "mozilla", "headlamp");

    private final List<Entry> entries;

    /** What one manager owns. */
    private record Entry(String manager, Map<String, Object> fields) {}

    /**
     * A field that somebody set by hand.
     *
     * @param within the nearest field of the release that is there
     * @param path the rest of its path, below {@code within}
     * @param manager the tool that set it
     */
    record Added(Field within, String path, String manager) {}

    private FieldOwners(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The owners of the fields of an object; none when the server says nothing about them. */
    static FieldOwners of(Map<String, Object> object) {
        var entries = new ArrayList<Entry>();
        for (Map<String, Object> entry : JsonTree.objects(JsonTree.map(object, "metadata"), "managedFields")) {
            Map<String, Object> fields = JsonTree.map(entry, "fieldsV1");
            if (fields != null && JsonTree.text(entry, "subresource").isEmpty()) {
                entries.add(new Entry(JsonTree.text(entry, "manager"), fields));
            }
        }
        return new FieldOwners(entries);
    }

    /**
     * What people added to an object beside its release.
     *
     * @param released the part of the release to look at, such as its {@code spec}
     * @param running what runs of it
     */
    List<Added> addedByHand(Field released, @Nullable Node running) {
        String deployer = deployer(released);
        var added = new ArrayList<Added>();
        for (Entry entry : entries) {
            Map<String, Object> fields = JsonTree.map(entry.fields(), FIELD + released.key());
            if (fields != null
                    && running != null
                    && isHand(entry.manager())
                    && !entry.manager().equals(deployer)) {
                collect(fields, released, running, entry.manager(), added);
            }
        }
        return added;
    }

    /** The tools that people edit with, and nothing deploys with, which set something of a field such as {@code spec}. */
    List<String> editors(String field) {
        return entries.stream()
                .filter(entry -> entry.fields().containsKey(FIELD + field))
                .map(Entry::manager)
                .filter(manager -> isHand(manager) && !DEPLOYERS.contains(manager.toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
    }

    private static boolean isHand(String manager) {
        String name = manager.toLowerCase(Locale.ROOT);
        return (name.startsWith("kubectl") && !NOT_A_CHANGE.contains(name)) || TOOLS.contains(name);
    }

    /** Who owns most of what the release sets; kubectl may be the one who deploys. */
    private @Nullable String deployer(Field released) {
        String deployer = null;
        int most = 0;
        for (Entry entry : entries) {
            Map<String, Object> fields = JsonTree.map(entry.fields(), FIELD + released.key());
            int owned = fields == null ? 0 : owned(fields, released);
            if (owned > most) {
                most = owned;
                deployer = entry.manager();
            }
        }
        return deployer;
    }

    private static int owned(Map<String, Object> fields, Field released) {
        int count = 0;
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            Field part = part(released, field.getKey());
            if (part != null && part.isPresent() && field.getValue() instanceof Map<?, ?> below) {
                count += below.isEmpty() ? 1 : owned(map(below), part);
            }
        }
        return count;
    }

    private static void collect(
            Map<String, Object> fields, Field released, Node running, String manager, List<Added> added) {
        for (Map.Entry<String, Object> owned : fields.entrySet()) {
            String name = owned.getKey();
            Field part = part(released, name);
            Node there = part == null ? null : running(running, name);
            if (part == null || there == null || Defaulting.isNull(there)) {
                // itself, an item that the comparison of lists finds, or no longer there
                continue;
            }
            if (part.isPresent()) {
                if (owned.getValue() instanceof Map<?, ?> below) {
                    collect(map(below), part, there, manager, added);
                }
            } else if (name.startsWith(FIELD) && owned.getValue() instanceof Map<?, ?> below) {
                addedWithin(map(below), released, part.key(), there, manager, added);
            }
        }
    }

    /** A mapping that was added is told by its fields, so that each says what it does, and defaults beside them nothing. */
    private static void addedWithin(
            Map<String, Object> fields, Field within, String path, Node there, String manager, List<Added> added) {
        List<String> inner =
                fields.keySet().stream().filter(name -> name.startsWith(FIELD)).toList();
        if (inner.isEmpty()) {
            added.add(new Added(within, path, manager));
            return;
        }
        for (String name : inner) {
            Node child = running(there, name);
            if (child != null && fields.get(name) instanceof Map<?, ?> below) {
                addedWithin(map(below), within, path + "." + name.substring(FIELD.length()), child, manager, added);
            }
        }
    }

    /** The part of the release that a name of {@code FieldsV1} means; null for none. */
    private static @Nullable Field part(Field released, String name) {
        if (name.startsWith(FIELD)) {
            return released.get(name.substring(FIELD.length()));
        }
        Map<String, Object> key = key(name);
        return key == null
                ? null
                : released.items().stream()
                        .filter(item -> isNamed(item.node(), key))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Node running(Node running, String name) {
        if (name.startsWith(FIELD)) {
            return running instanceof Node.Mapping mapping ? mapping.get(name.substring(FIELD.length())) : null;
        }
        Map<String, Object> key = key(name);
        return key == null || !(running instanceof Node.Sequence list)
                ? null
                : list.items().stream()
                        .filter(item -> isNamed(item, key))
                        .findFirst()
                        .orElse(null);
    }

    /** The fields that name an item: {@code k:{"containerPort":80,"protocol":"TCP"}}. */
    private static @Nullable Map<String, Object> key(String name) {
        if (!name.startsWith(KEY)) {
            return null;
        }
        try {
            byte[] json = name.substring(KEY.length()).getBytes(StandardCharsets.UTF_8);
            return JsonTree.read(json) instanceof Map<?, ?> key ? map(key) : null;
        } catch (IOException noKey) {
            return null;
        }
    }

    private static boolean isNamed(@Nullable Node item, Map<String, Object> key) {
        return item instanceof Node.Mapping mapping
                && key.entrySet().stream()
                        .allMatch(part -> isNamed(mapping, part.getKey(), JsonTree.plain(part.getValue())));
    }

    private static boolean isNamed(Node.Mapping item, String field, String value) {
        Node.Entry entry = item.entry(field);
        // the protocol names a port, and is rarely written
        return entry == null
                ? field.equals("protocol") && value.equals("TCP")
                : entry.value() instanceof Node.Scalar scalar
                        && String.valueOf(scalar.value()).equals(value);
    }

    @SuppressWarnings("unchecked") // every map of a tree is one of these
    private static Map<String, Object> map(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
