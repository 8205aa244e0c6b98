package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.resource.DataTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that Terraform's provider of Kubernetes has for fields of objects, and Kubernetes' own. The table is {@code
 * kubernetes.txt}, which says where it comes from and when it was looked up; what it does not list is the same words in camel case.
 */
final class KubernetesNames {
    private static final KubernetesNames TABLE = new KubernetesNames();
    private static final String PREFIX = "kubernetes_";

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, String> lists = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> objects = new HashSet<>();
    private final Set<String> maps = new HashSet<>();
    private final Set<String> inline = new HashSet<>();

    /** What objects of a type are. */
    record Kind(String apiVersion, String kind) {}

    private KubernetesNames() {
        for (String line : DataTable.lines(KubernetesNames.class, "kubernetes.txt")) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "type" -> kinds.put(PREFIX + words[1], new Kind(words[2], words[3]));
                case "list" -> lists.put(words[1], words[2]);
                case "object" -> objects.add(words[1] + "." + words[2]);
                case "name" -> names.put(words[1], words[2]);
                case "map" -> maps.add(words[1]);
                case "inline" -> inline.add(words[1]);
                default -> throw new IllegalStateException("kubernetes.txt: " + line);
            }
        }
    }

    /** The kind of the objects of a type, such as {@code kubernetes_pod_v1}; null for one that is not known. */
    static @Nullable Kind kind(String type) {
        return TABLE.kinds.get(type);
    }

    /**
     * The list that a block is an item of; null for a block that is an object.
     *
     * @param parent the block around it, or the type of the resource without {@code kubernetes_}
     */
    static @Nullable String list(String parent, String block) {
        String within = parent + "." + block;
        return TABLE.objects.contains(within) ? null : TABLE.lists.getOrDefault(within, TABLE.lists.get(block));
    }

    /** Whether the keys of an attribute are those of the object, and no names of fields. */
    static boolean isMap(String attribute) {
        return TABLE.maps.contains(attribute);
    }

    /** Whether the fields of a block are fields of the block around it. */
    static boolean isInline(String block) {
        return TABLE.inline.contains(block);
    }

    /** The field that an attribute or block stands for. */
    static String field(String name) {
        String known = TABLE.names.get(name);
        if (known != null) {
            return known;
        }
        var field = new StringBuilder();
        boolean isNext = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                isNext = true;
            } else {
                field.append(isNext ? Character.toUpperCase(c) : c);
                isNext = false;
            }
        }
        return field.toString();
    }
}
