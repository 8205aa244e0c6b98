package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what runs with what was released, and only what the release sets: defaults, status and what controllers add are
 * none of its business. Items of lists are told apart by what names them, so that an order does not matter there.
 */
final class ObjectComparison {
    /** What names the items of a list, in the order in which it is looked for (listMapKey in k8s.io/api). */
    private static final List<String> NAMES =
            List.of("name", "mountPath", "devicePath", "containerPort", "port", "topologyKey", "ip");

    /** Nothing of these is ever shown. */
    private static final Set<String> UNSEEN = Set.of(
            "env",
            "envFrom",
            "data",
            "stringData",
            "binaryData",
            "command",
            "args",
            "annotations",
            "httpHeaders",
            "exec");

    private static final int LONGEST_SHOWN = 80;

    private final boolean isScaled;
    private final boolean isInjected;
    private final List<Difference> found = new ArrayList<>();

    private ObjectComparison(boolean isScaled, boolean isInjected) {
        this.isScaled = isScaled;
        this.isInjected = isInjected;
    }

    /**
     * The differences, in the order of the release.
     *
     * @param isScaled whether an autoscaler owns the number of replicas
     */
    static List<Difference> of(Resource released, Node running, boolean isScaled) {
        boolean isInjected = released.root().at("metadata", "annotations").fields().stream()
                .anyMatch(annotation -> annotation.key().startsWith("cert-manager.io/inject-"));
        var comparison = new ObjectComparison(isScaled, isInjected);
        for (Field field : released.root().fields()) {
            switch (field.key()) {
                case "apiVersion", "kind", "status" -> {}
                case "metadata" -> comparison.metadata(field, running);
                case "data", "stringData", "binaryData", "type", "immutable" -> {
                    // values of Secrets are not read
                    if (!released.is("", "Secret")) {
                        comparison.entry(field, running);
                    }
                }
                // a controller fills them in
                case "rules" -> {
                    if (!released.root().get("aggregationRule").isPresent()) {
                        comparison.entry(field, running);
                    }
                }
                default -> comparison.entry(field, running);
            }
        }
        return comparison.found;
    }

    private void metadata(Field released, Node running) {
        Node metadata = child(running, "metadata");
        for (String part : List.of("labels", "annotations")) {
            for (Field field : released.get(part).fields()) {
                if (!field.key().startsWith("kubectl.kubernetes.io/")) {
                    entry(field, child(metadata, part));
                }
            }
        }
    }

    private static @Nullable Node child(@Nullable Node parent, String key) {
        return parent instanceof Node.Mapping mapping ? mapping.get(key) : null;
    }

    /** One entry of a mapping of the release. */
    private void entry(Field released, @Nullable Node parent) {
        Node wanted = released.node();
        if (wanted == null || Defaulting.isNull(wanted) || isOfAController(released)) {
            return;
        }
        Node running = child(parent, released.key());
        if (running == null || Defaulting.isNull(running)) {
            if (!Defaulting.mayBeLeftOut(released)) {
                differ(released, "is not set in the cluster", "");
            }
            return;
        }
        value(released, wanted, running);
    }

    private boolean isOfAController(Field released) {
        return (isScaled && released.path().toString().equals("spec.replicas"))
                || (isInjected && released.key().equals("caBundle"));
    }

    private void value(Field released, Node wanted, Node running) {
        if (wanted instanceof Node.Mapping && running instanceof Node.Mapping) {
            released.fields().forEach(field -> entry(field, running));
        } else if (wanted instanceof Node.Sequence && running instanceof Node.Sequence list) {
            list(released, list);
        } else if (wanted instanceof Node.Scalar one && running instanceof Node.Scalar other) {
            if (!Defaulting.isSame(released, one, other)) {
                differ(released, shown(released, one, other), "");
            }
        } else {
            differ(released, "is a " + running.typeName() + " in the cluster", "");
        }
    }

    private void list(Field released, Node.Sequence running) {
        List<Field> items = released.items();
        String name = nameOf(items, running);
        if (name == null) {
            positions(released, items, running);
            return;
        }
        Set<String> wanted = new HashSet<>();
        for (Field item : items) {
            String key = text(item.node(), name);
            wanted.add(key);
            Node match = running.items().stream()
                    .filter(candidate -> text(candidate, name).equals(key))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                differ(item, "is not there in the cluster", "");
            } else {
                value(item, nonNull(item), match);
            }
        }
        running.items().stream()
                .map(item -> text(item, name))
                .filter(key -> !wanted.contains(key))
                .forEach(key -> differ(released, "has " + key + " in the cluster as well", key));
    }

    private static Node nonNull(Field item) {
        Node node = item.node();
        if (node == null) {
            throw new IllegalStateException("an item without value");
        }
        return node;
    }

    private void positions(Field released, List<Field> items, Node.Sequence running) {
        int count = running.items().size();
        for (int i = 0; i < items.size(); i++) {
            Field item = items.get(i);
            if (i >= count) {
                differ(item, "is not there in the cluster", "");
            } else {
                value(item, nonNull(item), running.items().get(i));
            }
        }
        // finalizers and secrets of service accounts are added by controllers
        if (count > items.size()
                && !Set.of("finalizers", "secrets", "imagePullSecrets").contains(released.key())) {
            int more = count - items.size();
            differ(released, "has " + more + " more item" + (more == 1 ? "" : "s") + " in the cluster", "more");
        }
    }

    /** The field that names every item of both lists, each once; null when there is none. */
    private static @Nullable String nameOf(List<Field> items, Node.Sequence running) {
        if (items.isEmpty()) {
            return null;
        }
        return NAMES.stream()
                .filter(name ->
                        areNamed(items.stream().map(Field::node).toList(), name) && areNamed(running.items(), name))
                .findFirst()
                .orElse(null);
    }

    private static boolean areNamed(List<? extends @Nullable Node> items, String name) {
        Set<String> names = new HashSet<>();
        return items.stream().allMatch(item -> !text(item, name).isEmpty() && names.add(text(item, name)));
    }

    private static String text(@Nullable Node item, String name) {
        return child(item, name) instanceof Node.Scalar scalar && scalar.value() != null
                ? String.valueOf(scalar.value())
                : "";
    }

    private static String shown(Field released, Node.Scalar one, Node.Scalar other) {
        String wanted = String.valueOf(one.value());
        String running = String.valueOf(other.value());
        return mayBeShown(released.path(), wanted) && mayBeShown(released.path(), running)
                ? "is " + running + " in the cluster and " + wanted + " in the release"
                : "is another one in the cluster than in the release";
    }

    private static boolean mayBeShown(FieldPath path, String value) {
        for (FieldPath part = path; part != null; part = part.parent()) {
            if (UNSEEN.contains(part.lastField())) {
                return false;
            }
        }
        return value.length() <= LONGEST_SHOWN && !SecretShape.isSecret(path.lastField(), value);
    }

    private void differ(Field at, String message, String discriminator) {
        found.add(new Difference(at, at.path().key() + " " + message, discriminator));
    }
}
