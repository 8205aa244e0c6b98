package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells objects of which a controller makes pods by the words in which they speak of them, without holding one. */
final class ControlledPods {
    private static final int DEEPEST = 500;
    private static final Set<String> NUMBERS = Set.of("replicas", "instances", "numberOfInstances");
    private static final Pattern IMAGE = Pattern.compile("image|imageName|[a-z]+Image");

    /** A reference has a tag, a digest or a repository before its name: a name alone may be that of anything. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][\\w.-]*[:/][\\w./:@-]+");

    private static final Set<String> AFFINITIES = Set.of("nodeAffinity", "podAffinity", "podAntiAffinity");
    private static final Set<String> LISTS = Set.of(
            "tolerations", "imagePullSecrets", "topologySpreadConstraints", "volumeMounts", "volumeClaimTemplates");

    /** The kinds of which a controller makes pods in any case, by API group. */
    private static final Map<String, Set<String>> KINDS =
            DataTable.lines(ControlledPods.class, "controlled-pods.txt").stream()
                    .map(line -> line.split(" +"))
                    .collect(Collectors.toMap(
                            words -> words[0],
                            words -> Set.copyOf(Arrays.asList(words).subList(1, words.length))));

    private ControlledPods() {}

    /** The first such word, or what the kind alone says; empty where there is none. */
    static Optional<Field> in(Resource resource) {
        Field root = resource.root();
        Optional<Field> word = in(root);
        Field spec = root.get("spec");
        return word.isEmpty()
                        && KINDS.getOrDefault(resource.id().group(), Set.of()).contains(resource.kind())
                ? Optional.of(spec.isPresent() ? spec : root)
                : word;
    }

    private static Optional<Field> in(Field root) {
        for (Field part : root.fields()) {
            // what was observed says nothing of what is asked for
            if (!part.key().equals("metadata") && !part.key().equals("status")) {
                Optional<Field> found = search(part, root, 0);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Field> search(Field field, Field parent, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        if (speaksOfPods(field, parent)) {
            return Optional.of(field);
        }
        for (Field inner : field.fields()) {
            Optional<Field> found = search(inner, field, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Field item : field.items()) {
            Optional<Field> found = search(item, field, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean speaksOfPods(Field field, Field parent) {
        String key = field.key();
        if (field.node() instanceof Node.Scalar scalar) {
            return scalar.value() instanceof Number && NUMBERS.contains(key) && !isOfTopic(parent)
                    || scalar.value() instanceof String text
                            && IMAGE.matcher(key).matches()
                            && REFERENCE.matcher(text).matches();
        }
        return LISTS.contains(key) && field.items().stream().anyMatch(item -> item.node() instanceof Node.Mapping)
                || key.equals("affinity") && field.fields().stream().anyMatch(inner -> AFFINITIES.contains(inner.key()))
                || key.equals("nodeSelector") && isOfPod(field);
    }

    /** Copies of a topic of Kafka, or what KEDA scales to. */
    private static boolean isOfTopic(Field parent) {
        return parent.get("partitions").isPresent()
                || parent.get("failureThreshold").isPresent();
    }

    /** Labels by name, as a pod has them; a selector of labels has matchLabels. */
    private static boolean isOfPod(Field nodeSelector) {
        return !nodeSelector.fields().isEmpty()
                && nodeSelector.fields().stream().allMatch(label -> label.node() instanceof Node.Scalar);
    }
}
