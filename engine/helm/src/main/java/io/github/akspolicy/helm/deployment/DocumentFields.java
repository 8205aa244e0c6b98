package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of documents by their paths. A path begins with the kind of its document and which one of that kind it is: names
 * may have the revision in them.
 *
 * @param values by path; empty for mappings and lists
 */
public record DocumentFields(Map<String, String> values) {
    private static final Pattern SECRET_DATA = Pattern.compile("Secret \\d+/(data|stringData)(/.*)?");

    private static final Set<String> ANSWERS = Set.of("= true", "= false", "= null");

    private static final Pattern DIGEST = Pattern.compile("\b[0-9a-f]{32,}\b");

    public DocumentFields {
        values = Map.copyOf(values);
    }

    /** Those of the documents that one template wrote. */
    public static DocumentFields of(List<String> documents) {
        var values = new TreeMap<String, String>();
        var counts = new HashMap<String, Integer>();
        for (String document : documents) {
            try {
                for (Node node : ManifestReader.manifests(document)) {
                    String kind = kind(node);
                    collect(kind + " " + counts.merge(kind, 1, Integer::sum), node, values);
                }
            } catch (ManifestException unreadable) {
                values.put("text " + counts.merge("", 1, Integer::sum), document.strip());
            }
        }
        return new DocumentFields(values);
    }

    private static String kind(Node document) {
        return document instanceof Node.Mapping mapping
                        && mapping.get("kind") instanceof Node.Scalar scalar
                        && scalar.value() instanceof String kind
                ? kind
                : "document";
    }

    private static void collect(String path, Node node, Map<String, String> values) {
        if (node instanceof Node.Mapping mapping) {
            values.put(path, "");
            mapping.entries().forEach(entry -> collect(path + "/" + entry.key(), entry.value(), values));
        } else if (node instanceof Node.Sequence sequence) {
            values.put(path, "");
            for (int i = 0; i < sequence.items().size(); i++) {
                collect(path + "/" + i, sequence.items().get(i), values);
            }
        } else if (node instanceof Node.Scalar scalar) {
            values.put(path, "= " + scalar.value());
        }
    }

    /** The fields that only one of both has. */
    public Set<String> onlyOnce(DocumentFields other) {
        var once = new TreeSet<>(values.keySet());
        once.removeAll(other.values.keySet());
        other.values.keySet().stream().filter(path -> !values.containsKey(path)).forEach(once::add);
        return once;
    }

    /** The fields that both have, with other values. */
    public Set<String> changed(DocumentFields other) {
        var changed = new TreeSet<String>();
        values.forEach((path, value) -> {
            String there = other.values.get(path);
            if (there != null && !there.equals(value)) {
                changed.add(path);
            }
        });
        return changed;
    }

    /** The fields that only one of both has, and those that say yes, no or nothing in one of them alone. */
    public Set<String> decided(DocumentFields other) {
        Set<String> decided = changed(other);
        decided.removeIf(path -> !isAnswer(values.get(path)) && !isAnswer(other.values.get(path)));
        decided.addAll(onlyOnce(other));
        return decided;
    }

    private static boolean isAnswer(@Nullable String value) {
        return ANSWERS.contains(String.valueOf(value));
    }

    /** The fields that only one of both has, and those with values that have more than another digest in them. */
    Set<String> differing(DocumentFields other) {
        Set<String> differing = changed(other);
        differing.removeIf(path -> withoutDigests(values.get(path)).equals(withoutDigests(other.values.get(path))));
        differing.addAll(onlyOnce(other));
        return differing;
    }

    private static String withoutDigests(@Nullable String value) {
        return DIGEST.matcher(String.valueOf(value)).replaceAll("#");
    }

    /** Whether fields are no more than data of Secrets. */
    public static boolean areSecretData(Set<String> paths) {
        return paths.stream().allMatch(path -> SECRET_DATA.matcher(path).matches());
    }
}
