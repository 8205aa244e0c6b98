package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.plain.Separators;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of rendered files. */
final class RenderedFields {
    private final Map<String, String> texts;
    private final @Nullable RenderedFields before;
    private final Map<String, List<Resource>> resources = new HashMap<>();
    /** How many keys of a file are written more than once. */
    private final Map<String, Integer> writtenTwice = new HashMap<>();

    private final Set<String> broken = new HashSet<>();

    /**
     * The fields of files.
     *
     * @param before the same without the values that are tried: tells an object from others when it has another name now
     */
    RenderedFields(Map<String, String> texts, @Nullable RenderedFields before) {
        this.texts = texts;
        this.before = before;
    }

    /** Whether a file is no YAML, so that its fields are not known. */
    boolean isBroken(String file) {
        in(file);
        return broken.contains(file);
    }

    /** Whether that is there which would have a field: the object, and in it the container of the same name. */
    boolean hasParentOf(AbsentField field) {
        Resource resource = resource(field);
        return resource != null
                && resource.root().follow(field.place().nearest()).isPresent();
    }

    /** What a field became; null when it is absent still. */
    @Nullable
    Node at(AbsentField field) {
        Resource resource = resource(field);
        Field found =
                resource == null ? null : resource.root().follow(field.place().path());
        Node node = found != null && found.isPresent() ? found.node() : null;
        return node instanceof Node.Scalar scalar && scalar.value() == null ? null : node;
    }

    /**
     * Whether a value stands beside the key that it was printed for: a mapping where the template has a list at the column of its
     * key, as with {@code toYaml .Values.extraVolumes} under {@code volumes:}. The field is there then, but its author meant a list.
     */
    boolean isBesideItsKey(AbsentField field, Candidate value) {
        Resource resource = resource(field);
        List<Object> written = field.place().nearest().segments();
        List<Object> path = field.place().path().segments();
        if (resource == null || path.size() <= written.size()) {
            return false;
        }
        Node parent = resource.root().follow(field.place().nearest()).node();
        return parent instanceof Node.Mapping mapping && isBesideItsKey(mapping, path.get(written.size()), value);
    }

    private static boolean isBesideItsKey(Node.Mapping parent, Object key, Candidate value) {
        return parent.entries().stream()
                .takeWhile(entry -> !entry.key().equals(key))
                .anyMatch(above -> endsAtItsColumn(above) && isNamedAlike(above.key(), value));
    }

    private static boolean endsAtItsColumn(Node.Entry entry) {
        return entry.value() instanceof Node.Sequence list
                ? list.position().column() == entry.keyPosition().column()
                : entry.value() instanceof Node.Scalar scalar && scalar.value() == null;
    }

    /**
     * Whether a value is called as the key is, such as {@code extraVolumes} for {@code volumes}, or lies in one that is, such as {@code
     * extraVolumes.web}.
     */
    private static boolean isNamedAlike(String key, Candidate value) {
        String printed = key.toLowerCase(Locale.ROOT);
        List<String> names = value.key().stream()
                .map(segment -> segment.toString().toLowerCase(Locale.ROOT))
                .toList();
        return names.stream().anyMatch(name -> name.endsWith(printed)) || printed.endsWith(names.get(names.size() - 1));
    }

    /** The paths of the values that templates ask for around a field: see {@link Surroundings}. */
    Set<String> around(AbsentField field, Text text, Asked asked) {
        Resource resource = resource(field);
        Node document = resource == null ? null : resource.root().node();
        Node parent = resource == null
                ? null
                : resource.root().follow(nearest(resource, field)).node();
        return document == null || parent == null
                ? asked.reads().keySet()
                : Surroundings.of(text, asked, document, parent);
    }

    /** What would hold the field here: more of its path may be written than without the values that are tried. */
    private static FieldPath nearest(Resource resource, AbsentField field) {
        return resource.root().follow(field.place().path()).place().nearest();
    }

    private @Nullable Resource resource(AbsentField field) {
        Resource named = named(field);
        if (named != null || before == null) {
            return named;
        }
        Resource renamed = before.named(field);
        if (renamed == null) {
            return null;
        }
        List<Resource> were = before.ofKind(field);
        List<Resource> are = ofKind(field);
        return were.size() == are.size() ? are.get(were.indexOf(renamed)) : null;
    }

    private @Nullable Resource named(AbsentField field) {
        return in(field.file()).stream()
                .filter(resource -> isSame(resource.id(), field.resource()))
                .skip(field.ordinal())
                .findFirst()
                .orElse(null);
    }

    private List<Resource> ofKind(AbsentField field) {
        return in(field.file()).stream()
                .filter(resource -> resource.id().kind().equals(field.resource().kind()))
                .toList();
    }

    private List<Resource> in(String file) {
        return resources.computeIfAbsent(file, this::read);
    }

    /** The namespace of a release is not written in its manifests. */
    private static boolean isSame(ResourceId one, ResourceId other) {
        return one.kind().equals(other.kind())
                && one.name().equals(other.name())
                && one.apiVersion().equals(other.apiVersion());
    }

    private List<Resource> read(String file) {
        var found = new ArrayList<Resource>();
        try {
            for (String text : Separators.parts(texts.getOrDefault(file, ""))) {
                read(file, text, found);
            }
        } catch (ManifestException unreadable) {
            broken.add(file);
        }
        return found;
    }

    private void read(String file, String text, List<Resource> found) {
        try {
            List<Node> documents = ManifestReader.manifests(text);
            int twice = documents.stream().mapToInt(Node::writtenTwice).sum();
            if (writtenTwice.merge(file, twice, Integer::sum) > (before == null ? twice : before.writtenTwice(file))) {
                // a key that the values of the trial wrote beside its like: which of the two holds says nothing of them
                ManifestReader.yamlDocuments(text);
            }
            for (Node document : documents) {
                ResourceReader.read(document, null, PodTemplates.KNOWN, found::add, problem -> {});
            }
        } catch (ManifestException unreadable) {
            broken.add(file);
        }
    }

    private int writtenTwice(String file) {
        in(file);
        return writtenTwice.getOrDefault(file, 0);
    }
}
