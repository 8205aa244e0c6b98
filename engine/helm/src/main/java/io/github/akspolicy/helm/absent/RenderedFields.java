package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.twin.Separators;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a trial render. */
final class RenderedFields {
    private final Map<String, String> texts;
    private final Map<String, List<Resource>> resources = new HashMap<>();
    private boolean isBroken;

    RenderedFields(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Whether a file that was asked for is no YAML, so that its fields are not known. */
    boolean isBroken() {
        return isBroken;
    }

    /** What a field became; null when it is absent still. */
    @Nullable
    Node at(AbsentField field) {
        List<Resource> all = resources.computeIfAbsent(field.file(), this::read);
        int ordinal = 0;
        for (Resource resource : all) {
            if (isSame(resource.id(), field.resource()) && ordinal++ == field.ordinal()) {
                Field found = resource.root().follow(field.place().path());
                Node node = found.isPresent() ? found.node() : null;
                return node instanceof Node.Scalar scalar && scalar.value() == null ? null : node;
            }
        }
        return null;
    }

    /** Whether the resource of a field is not there, or has another name now, so that nothing is known of the field. */
    boolean isGone(AbsentField field) {
        return resources.computeIfAbsent(field.file(), this::read).stream()
                        .filter(resource -> isSame(resource.id(), field.resource()))
                        .count()
                <= field.ordinal();
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
                read(text, found);
            }
        } catch (ManifestException unreadable) {
            isBroken = true;
        }
        return found;
    }

    private void read(String text, List<Resource> found) {
        try {
            for (Node document : ManifestReader.yamlDocuments(text)) {
                ResourceReader.read(document, null, PodTemplates.KNOWN, found::add, problem -> {});
            }
        } catch (ManifestException unreadable) {
            isBroken = true;
        }
    }
}
