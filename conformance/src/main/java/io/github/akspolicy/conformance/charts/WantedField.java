package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A field of a rendered resource. */
record WantedField(String kind, String name, FieldPath path) {
    /** What a pod sets for its containers, by core/v1 of Kubernetes 1.35; a pod has none of the other settings. */
    private static final Set<String> OF_POD_AND_CONTAINER = Set.of(
            "appArmorProfile",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "seLinuxOptions",
            "seccompProfile",
            "windowsOptions");

    static WantedField of(Occurrence occurrence) {
        return new WantedField(
                occurrence.resource().kind(),
                occurrence.resource().name(),
                // with containers by name: the binary knows fewer API versions, and may leave some out
                FieldPath.parse(occurrence.key().split("\\|")[3]));
    }

    /** Whether a document has it. */
    boolean isIn(Node document) {
        return isOf(document) && isThere(Field.root(document).follow(path));
    }

    /** Whether a document has it, or what stands for it: the pod's setting for its containers, or all of theirs for it. */
    boolean isInOrBeside(Node document) {
        return isIn(document) || (isOf(document) && isBeside(Field.root(document)));
    }

    private boolean isOf(Node document) {
        Field root = Field.root(document);
        return root.get("kind").textOr("").equals(kind)
                && root.get("metadata").get("name").textOr("").equals(name);
    }

    private boolean isBeside(Field root) {
        List<Object> segments = path.segments();
        int security = segments.indexOf("securityContext");
        if (security < 0) {
            return false;
        }
        List<Object> setting = segments.subList(security, segments.size());
        if (setting.size() < 2 || !OF_POD_AND_CONTAINER.contains(setting.get(1))) {
            return false;
        }
        if (security > 0 && segments.get(security - 1) instanceof Integer) {
            return isThere(below(below(root, segments.subList(0, security - 2)), setting));
        }
        Field spec = below(root, segments.subList(0, security));
        List<Field> containers = Stream.of("containers", "initContainers")
                .flatMap(list -> spec.get(list).items().stream())
                .toList();
        return !containers.isEmpty() && containers.stream().allMatch(container -> isThere(below(container, setting)));
    }

    private static Field below(Field field, List<Object> names) {
        Field inner = field;
        for (Object name : names) {
            inner = inner.get(name.toString());
        }
        return inner;
    }

    @Override
    public String toString() {
        return kind + "/" + name + " " + path;
    }

    /** Whether a field has a value other than null. */
    static boolean isThere(Field field) {
        return field.isPresent() && !(field.node() instanceof Node.Scalar scalar && scalar.value() == null);
    }
}
