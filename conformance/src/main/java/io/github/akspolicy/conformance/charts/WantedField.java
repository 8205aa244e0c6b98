package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a rendered resource.
 *
 * @param field its path with containers by name, as {@link FieldPath#key()} writes it: fields of two containers are two, and the
 *     binary knows fewer API versions, and may leave some containers out
 * @param templates those that write the resource, as Helm names them; empty where they are not known
 * @param namespace of the resource, or null where it is not known
 */
record WantedField(
        String kind,
        String name,
        String field,
        Set<String> templates,
        @Nullable String namespace) {
    /** Charts in archives have the version in the name of their file, which Helm leaves out. */
    private static final Pattern VERSION_OF_ARCHIVE = Pattern.compile("-v?[0-9]+\\.[0-9]+\\.[0-9][^/]*\\.tgz!/");

    /** What a pod sets for its containers, by core/v1 of Kubernetes 1.35; a pod has none of the other settings. */
    private static final Set<String> OF_POD_AND_CONTAINER = Set.of(
            "appArmorProfile",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "seLinuxOptions",
            "seccompProfile",
            "windowsOptions");

    WantedField {
        templates = Set.copyOf(templates);
    }

    WantedField(String kind, String name, FieldPath path) {
        this(kind, name, path.key(), Set.of(), null);
    }

    /** @param plain what the chart renders with its own values alone */
    static WantedField of(Occurrence occurrence, Rendered plain) {
        var field = new WantedField(
                occurrence.resource().kind(),
                occurrence.resource().name(),
                FieldPath.parse(occurrence.key().split("\\|")[3]));
        List<SourceLocation> includes = occurrence.origin().includes();
        SourceLocation outermost = includes.isEmpty() ? occurrence.origin().primary() : includes.get(0);
        String source = occurrence.release().source() + "/";
        String path = outermost.path();
        return field.inNamespace(occurrence.resource().namespace())
                .in(plain, path.startsWith(source) ? path.substring(source.length()) : path);
    }

    /**
     * The same field of a resource of one template.
     *
     * @param plain what the chart renders with its own values alone: all templates that write the resource there count if the one that is
     *     meant cannot be told, as where the folder of a chart does not have its name
     * @param path the template within the folder of the chart
     */
    WantedField in(Rendered plain, String path) {
        Set<String> all = plain.objects().stream()
                .filter(object -> isOf(object.root()))
                .map(Rendered.Written::template)
                .collect(Collectors.toSet());
        String within = VERSION_OF_ARCHIVE.matcher(path).replaceAll("/");
        Set<String> own = all.stream()
                .filter(template ->
                        template.substring(template.indexOf('/') + 1).equals(within))
                .collect(Collectors.toSet());
        return new WantedField(kind, name, field, own.isEmpty() ? all : own, namespace);
    }

    WantedField inNamespace(@Nullable String other) {
        return new WantedField(kind, name, field, templates, other);
    }

    /** Another field of the same resource. */
    WantedField at(FieldPath other) {
        return new WantedField(kind, name, other.key(), templates, namespace);
    }

    FieldPath path() {
        return FieldPath.parse(field);
    }

    /** Whether a document has it. */
    boolean isIn(Node document) {
        return isOf(document) && isThere(Field.root(document).follow(path()));
    }

    /** Whether a document has it, or what stands for it: the pod's setting for its containers, or all of theirs for it. */
    boolean isInOrBeside(Node document) {
        return isIn(document) || (isOf(document) && isBeside(Field.root(document)));
    }

    /** Whether a document is of the kind and name of the resource. */
    boolean isOf(Node document) {
        Field root = Field.root(document);
        return root.get("kind").textOr("").equals(kind)
                && root.get("metadata").get("name").textOr("").equals(name);
    }

    private boolean isBeside(Field root) {
        List<Object> segments = path().segments();
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
        return kind + "/" + name + " " + field
                + (templates.isEmpty() ? "" : " in " + String.join(", ", new TreeSet<>(templates)));
    }

    /** Whether a field has a value other than null. */
    static boolean isThere(Field field) {
        return field.isPresent() && !(field.node() instanceof Node.Scalar scalar && scalar.value() == null);
    }
}
