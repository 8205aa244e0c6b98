package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what runs with what was released: what the release sets, and what somebody's hand added beside it. Defaults, status
 * and what controllers add are none of its business. Items of lists are told apart by what names them, so that an order does
 * not matter there; a list that the API server keeps as a whole is compared as one.
 */
final class ObjectComparison {
    /** What names the items of a list, in the order in which it is looked for (listMapKey in k8s.io/api). */
    private static final List<List<String>> NAMES = List.of(
            List.of("name"),
            List.of("mountPath"),
            List.of("devicePath"),
            List.of("containerPort", "protocol"),
            List.of("port", "protocol"),
            List.of("topologyKey", "whenUnsatisfiable"),
            List.of("ip"));

    /** A part of a name that is seldom written, and what it then is. */
    private static final Map<String, String> UNWRITTEN = Map.of("protocol", "TCP");

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

    /** Labels of namespaces that AKS keeps webhooks of others away from. */
    private static final Set<String> ENFORCED = Set.of("control-plane", "kubernetes.azure.com/managedby");

    /** Lists that controllers add to: secrets of service accounts, and what keeps an object from being deleted. */
    private static final Set<String> ADDED_TO = Set.of("finalizers", "secrets", "imagePullSecrets");

    /** Where the order says what happens first. */
    private static final String ORDERED = "initContainers";

    private static final int LONGEST_SHOWN = 80;

    private final Circumstances circumstances;
    private final boolean isBuiltIn;
    /** A pod's lists are filled up when it is created, and nothing in them can be changed later. */
    private final boolean isPod;

    private final boolean isInjected;
    private final List<Difference> found = new ArrayList<>();

    /**
     * What must be known beside the two objects.
     *
     * @param isScaled whether an autoscaler owns the number of replicas
     * @param isProvided whether the pipeline provides the value of a field, so that no render knows it
     */
    record Circumstances(boolean isScaled, Predicate<Field> isProvided) {}

    private ObjectComparison(Resource released, Circumstances circumstances) {
        this.circumstances = circumstances;
        isBuiltIn = ApiTypes.isBuiltIn(released.id().group());
        isPod = released.is("", "Pod");
        isInjected = released.root().at("metadata", "annotations").fields().stream()
                .anyMatch(annotation -> annotation.key().startsWith("cert-manager.io/inject-"));
    }

    private ObjectComparison(ObjectComparison outer) {
        circumstances = outer.circumstances;
        isBuiltIn = outer.isBuiltIn;
        isPod = outer.isPod;
        isInjected = outer.isInjected;
    }

    /** The differences, in the order of the release. */
    static List<Difference> of(Resource released, Drift.Running running, Circumstances circumstances) {
        var comparison = new ObjectComparison(released, circumstances);
        comparison.compare(released, running.object());
        comparison.addedByHand(released, running);
        return comparison.found;
    }

    private void compare(Resource released, Node running) {
        for (Field field : released.root().fields()) {
            switch (field.key()) {
                case "apiVersion", "kind", "status" -> {}
                case "metadata" -> metadata(field, running);
                case "data", "stringData", "binaryData", "type", "immutable" -> {
                    // values of Secrets are not read
                    if (!released.is("", "Secret")) {
                        entry(field, running);
                    }
                }
                // a controller fills them in
                case "rules" -> {
                    if (!released.root().get("aggregationRule").isPresent()) {
                        entry(field, running);
                    }
                }
                default -> entry(field, running);
            }
        }
    }

    private void addedByHand(Resource released, Drift.Running running) {
        for (Field section : released.root().fields()) {
            if (!Set.of("metadata", "status").contains(section.key())) {
                running.owners().addedByHand(section, child(running.object(), section.key())).stream()
                        .filter(added ->
                                !isOfAController(added.within().at(added.path().split("\\."))))
                        .forEach(added -> differ(
                                added.within(),
                                "has " + added.path() + " in the cluster, which " + added.manager()
                                        + " set and the release" + " does not",
                                added.path()));
            }
        }
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
            if (!Defaulting.mayBeLeftOut(released, isBuiltIn)) {
                differ(released, "is not set in the cluster", "");
            }
            return;
        }
        value(released, wanted, running);
    }

    private boolean isOfAController(Field released) {
        return (circumstances.isScaled() && released.path().toString().equals("spec.replicas"))
                || (isInjected && released.key().equals("caBundle"));
    }

    private void value(Field released, Node wanted, Node running) {
        if (wanted instanceof Node.Mapping && running instanceof Node.Mapping) {
            released.fields().forEach(field -> entry(field, running));
        } else if (wanted instanceof Node.Sequence && running instanceof Node.Sequence list) {
            list(released, list);
        } else if (wanted instanceof Node.Scalar one && running instanceof Node.Scalar other) {
            if (!Defaulting.isSame(released, one, other)
                    && !circumstances.isProvided().test(released)) {
                differ(released, shown(released, one, other), "");
            }
        } else {
            differ(released, "is a " + running.typeName() + " in the cluster", "");
        }
    }

    private void list(Field released, Node.Sequence running) {
        List<Field> items = released.items();
        List<String> name = nameOf(items, running);
        if (name.isEmpty()) {
            if (!(released.key().equals("metrics") && isSameInAnyOrder(items, running))) {
                positions(released, items, running);
            }
            return;
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (Field item : items) {
            String key = name(item.node(), name);
            wanted.add(key);
            Node match = running.items().stream()
                    .filter(candidate -> name(candidate, name).equals(key))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                differ(item, "is not there in the cluster", "");
            } else {
                value(item, nonNull(item), match);
            }
        }
        List<String> there =
                running.items().stream().map(item -> name(item, name)).toList();
        if (!isAddedTo(released)) {
            there.stream()
                    .filter(key -> !wanted.contains(key))
                    .forEach(key -> differ(released, "has " + key + " in the cluster as well", key));
        }
        if (released.key().equals(ORDERED)
                && !wanted.stream()
                        .filter(there::contains)
                        .toList()
                        .equals(there.stream().filter(wanted::contains).toList())) {
            differ(released, "run in another order in the cluster: " + String.join(", ", there), "order");
        }
    }

    /** Whether others than people add items to a list. */
    private boolean isAddedTo(Field list) {
        return isPod || ADDED_TO.contains(list.key());
    }

    /** The API server sorts the metrics of an autoscaler that it reads in an older version: the one about CPU comes first. */
    private boolean isSameInAnyOrder(List<Field> items, Node.Sequence running) {
        var left = new ArrayList<>(running.items());
        return items.size() == left.size()
                && items.stream()
                        .allMatch(item -> left.stream()
                                .filter(candidate -> {
                                    var inner = new ObjectComparison(this);
                                    inner.item(item, candidate);
                                    return inner.found.isEmpty();
                                })
                                .findFirst()
                                .map(left::remove)
                                .orElse(false));
    }

    /** An item of a list that is kept as a whole: what it has beside what the release sets is a change as well. */
    private void item(Field item, Node running) {
        value(item, nonNull(item), running);
        if (isBuiltIn && !isPod && running instanceof Node.Mapping mapping && item.node() instanceof Node.Mapping) {
            mapping.entries().stream()
                    .filter(entry -> !item.get(entry.key()).isPresent())
                    .filter(entry -> !Defaulting.isAddedToItems(entry.key(), entry.value()))
                    .forEach(entry ->
                            differ(item, "has " + entry.key() + " in the cluster as well", "has " + entry.key()));
        }
    }

    private static Node nonNull(Field item) {
        Node node = item.node();
        if (node == null) {
            throw new IllegalStateException("an item without value");
        }
        return node;
    }

    private void positions(Field released, List<Field> items, Node.Sequence list) {
        if (items.isEmpty() && isBuiltIn && Defaulting.isFilledIn(released)) {
            return;
        }
        List<Node> running = withoutEnforced(released, items, list.items());
        int count = running.size();
        for (int i = 0; i < items.size(); i++) {
            Field item = items.get(i);
            if (i >= count) {
                differ(item, "is not there in the cluster", "");
            } else {
                item(item, running.get(i));
            }
        }
        if (count > items.size() && !isAddedTo(released)) {
            int more = count - items.size();
            differ(released, "has " + more + " more item" + (more == 1 ? "" : "s") + " in the cluster", "more");
        }
    }

    /** Without what the admissions enforcer of AKS adds to the namespaces that a webhook is for. */
    private static List<Node> withoutEnforced(Field released, List<Field> items, List<Node> running) {
        FieldPath parent = released.path().parent();
        if (!released.key().equals("matchExpressions")
                || parent == null
                || !parent.lastField().equals("namespaceSelector")) {
            return running;
        }
        Set<String> wanted =
                items.stream().map(item -> name(item.node(), List.of("key"))).collect(Collectors.toSet());
        return running.stream()
                .filter(item ->
                        wanted.contains(name(item, List.of("key"))) || !ENFORCED.contains(name(item, List.of("key"))))
                .toList();
    }

    /** The fields that name every item of both lists, each once; none when there are no such fields. */
    private static List<String> nameOf(List<Field> items, Node.Sequence running) {
        if (items.isEmpty()) {
            return List.of();
        }
        return NAMES.stream()
                .filter(name ->
                        areNamed(items.stream().map(Field::node).toList(), name) && areNamed(running.items(), name))
                .findFirst()
                .orElse(List.of());
    }

    private static boolean areNamed(List<? extends @Nullable Node> items, List<String> name) {
        Set<String> names = new HashSet<>();
        return items.stream().allMatch(item -> !name(item, name).isEmpty() && names.add(name(item, name)));
    }

    /** The name of an item; the empty string when it has none. */
    private static String name(@Nullable Node item, List<String> fields) {
        var name = new ArrayList<String>();
        for (String field : fields) {
            String part = child(item, field) instanceof Node.Scalar scalar && scalar.value() != null
                    ? String.valueOf(scalar.value())
                    : "";
            String known = part.isEmpty() ? UNWRITTEN.getOrDefault(field, "") : part;
            if (known.isEmpty()) {
                return "";
            }
            name.add(known);
        }
        return String.join("/", name);
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
