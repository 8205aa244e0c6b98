package io.github.akspolicy.fix;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which fields of which resources differ between two states; a null is the same as nothing, as it is to the API server. */
final class RenderedChanges {
    /**
     * A field that differs.
     *
     * @param release where
     * @param resource in which resource
     * @param path the field
     */
    record Change(ReleaseId release, ResourceId resource, FieldPath path) {
        @Override
        public String toString() {
            return resource + " of " + release + ": " + path;
        }
    }

    /**
     * What differs.
     *
     * @param before what was there, or null
     * @param after what is there now, or null
     */
    record Difference(
            Change change, @Nullable Node before, @Nullable Node after) {}

    private final List<Difference> differences = new ArrayList<>();

    private RenderedChanges() {}

    /**
     * The fields that differ.
     *
     * @param before the text of each manifest file, by release and path
     * @param after the same
     * @throws Refusal when files or resources come or go, or the API server would refuse one now
     */
    static List<Difference> between(
            Map<ReleaseId, Map<String, String>> before, Map<ReleaseId, Map<String, String>> after) throws Refusal {
        var found = new RenderedChanges();
        if (!before.keySet().equals(after.keySet())) {
            throw new Refusal("other releases would be rendered");
        }
        for (Map.Entry<ReleaseId, Map<String, String>> release : before.entrySet()) {
            Map<String, String> others = after.getOrDefault(release.getKey(), Map.of());
            var files = new TreeSet<>(release.getValue().keySet());
            files.addAll(others.keySet());
            for (String file : files) {
                String one = release.getValue().getOrDefault(file, "");
                String other = others.getOrDefault(file, "");
                if (!one.equals(other)) {
                    found.compare(release.getKey(), file, one, other);
                }
            }
        }
        return found.differences;
    }

    private void compare(ReleaseId release, String file, String before, String after) throws Refusal {
        List<Resource> olds = resources(file, before);
        List<Resource> news = resources(file, after);
        if (!olds.stream()
                .map(Resource::id)
                .toList()
                .equals(news.stream().map(Resource::id).toList())) {
            throw new Refusal("other resources would be deployed by " + file + " in " + release.environment());
        }
        for (int i = 0; i < olds.size(); i++) {
            Resource old = olds.get(i);
            checkAccepted(old, news.get(i));
            compare(
                    release,
                    old.id(),
                    old.root().path(),
                    old.root().node(),
                    news.get(i).root().node());
        }
    }

    private static void checkAccepted(Resource before, Resource after) throws Refusal {
        List<String> refusals = PodRefusals.of(after);
        refusals.removeAll(PodRefusals.of(before));
        if (!refusals.isEmpty()) {
            throw new Refusal("the API server would refuse " + after + ": " + refusals.get(0));
        }
    }

    private static List<Resource> resources(String file, String text) {
        var resources = new ArrayList<Resource>();
        var receiver = new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                ResourceReader.read(root, null, PodTemplates.KNOWN, resources::add, problem -> {});
            }

            @Override
            public void problem(ManifestException problem) {
                // a new one shows in the evaluation
            }
        };
        if (file.endsWith(".json")) {
            ManifestReader.json(text, ReadLimits.DEFAULT, receiver);
        } else {
            ManifestReader.yaml(text, ReadLimits.DEFAULT, receiver);
        }
        return resources;
    }

    private void compare(
            ReleaseId release, ResourceId resource, FieldPath path, @Nullable Node before, @Nullable Node after) {
        Node one = present(before);
        Node other = present(after);
        if (isMappingOrNothing(one) && isMappingOrNothing(other)) {
            Set<String> keys = new LinkedHashSet<>();
            keys(one, keys);
            keys(other, keys);
            for (String key : keys) {
                compare(release, resource, path.field(key), child(one, key), child(other, key));
            }
            if (keys.isEmpty() && (one == null) != (other == null)) {
                differences.add(new Difference(new Change(release, resource, path), one, other));
            }
        } else if (one instanceof Node.Sequence left
                && other instanceof Node.Sequence right
                && left.items().size() == right.items().size()) {
            for (int i = 0; i < left.items().size(); i++) {
                compare(
                        release,
                        resource,
                        path.item(i, null),
                        left.items().get(i),
                        right.items().get(i));
            }
        } else if (!Objects.equals(
                one == null ? null : Node.toPlain(one), other == null ? null : Node.toPlain(other))) {
            differences.add(new Difference(new Change(release, resource, path), one, other));
        }
    }

    private static @Nullable Node present(@Nullable Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null ? null : node;
    }

    private static boolean isMappingOrNothing(@Nullable Node node) {
        return node == null || node instanceof Node.Mapping;
    }

    private static void keys(@Nullable Node node, Set<String> keys) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> keys.add(entry.key()));
        }
    }

    private static @Nullable Node child(@Nullable Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.get(key) : null;
    }
}
