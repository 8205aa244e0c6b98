package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that was given to a key of which the chart makes a list. A template may write a list at the column of the field that it
 * belongs to, as {@code tolerations: {{ toYaml . | nindent 6 }}} does. The entries of a mapping at that column are no part of the field:
 * YAML puts them beside it, into the pod or container around, and leaves the field null, or a list that the template began as it was.
 * Helm 3.17.2 and 4.1.4 both print that without a word (telegraf: {@code volumes}; linkerd-multicluster: {@code tolerations}, {@code
 * localServiceMirror.additionalEnv}), so that such a key would supply whatever it is given.
 *
 * <p>What the chart means is not in its values: neither chart has these keys in them, and others give a mapping, {@code {}}, to what
 * Kubernetes has as a list. Hence Helm is asked for the other form: where a list becomes the field, and the mapping lies beside the same
 * field, the list is meant. Entries for the pod itself may follow a list of the template at the same column ({@code podExtra} behind
 * {@code volumes}), where a list would go on with that one: there the key must have the name of the field, or end with it.
 */
final class BrokenOutMapping {
    private static final String MARKER = "aks-policy-item";

    /** The other form. */
    static final List<Object> LIST = List.of(Map.of("name", MARKER));

    private final String name;
    private final Map<?, ?> block;
    private final Map<String, Object> plain;
    private final Map<String, Object> list;

    /**
     * @param name the last part of the key
     * @param block the mapping
     * @param plain what the chart renders without the key
     * @param list what it renders with {@link #LIST} for it
     */
    BrokenOutMapping(String name, Map<?, ?> block, Rendered plain, Rendered list) throws ManifestException {
        this.name = name.toLowerCase(Locale.ROOT);
        // with the numbers of a document that was read
        this.block = (Map<?, ?>) plain(ManifestReader.yamlDocument(JsonValues.write(block)));
        this.plain = byId(plain);
        this.list = byId(list);
    }

    /**
     * A render without the entries that broke out of their field. All other places that have the mapping, or read a part of it, stay: a
     * field that is still there is one that the key supplies.
     *
     * @param mapping what the chart renders with the mapping
     */
    Rendered takenFrom(Rendered mapping) throws ManifestException {
        var left = new ArrayList<Rendered.Written>();
        for (Rendered.Written object : mapping.objects()) {
            Object root = plain(object.root());
            boolean isTaken = take(root, list.get(object.id()), plain.get(object.id()));
            left.add(
                    isTaken && ManifestReader.yamlDocument(JsonValues.write(root)) instanceof Node.Mapping rest
                            ? new Rendered.Written(object.template(), rest)
                            : object);
        }
        return new Rendered(left);
    }

    private boolean take(@Nullable Object now, @Nullable Object withList, @Nullable Object before) {
        boolean isTaken = false;
        if (now instanceof Map<?, ?> fields && withList instanceof Map<?, ?> fieldsWithList) {
            Map<?, ?> fieldsBefore = before instanceof Map<?, ?> map ? map : Map.of();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                isTaken |= take(field.getValue(), fieldsWithList.get(field.getKey()), fieldsBefore.get(field.getKey()));
            }
            boolean isWhole =
                    block.entrySet().stream().allMatch(entry -> entry.getValue().equals(fields.get(entry.getKey())));
            if (isWhole
                    && fieldsWithList.keySet().stream()
                            .anyMatch(key -> isLeft(key, fields, fieldsWithList, fieldsBefore))) {
                isTaken |= fields.keySet().removeAll(block.keySet());
            }
        } else if (now instanceof List<?> items && withList instanceof List<?> itemsWithList) {
            List<?> itemsBefore = before instanceof List<?> some ? some : List.of();
            for (int i = 0; i < items.size(); i++) {
                isTaken |= take(items.get(i), at(itemsWithList, i), at(itemsBefore, i));
            }
        }
        return isTaken;
    }

    /** Whether a field takes the list, and has nothing of the mapping although its name is written. */
    private boolean isLeft(Object key, Map<?, ?> now, Map<?, ?> withList, Map<?, ?> before) {
        boolean takesList =
                withList.get(key) instanceof List<?> items && items.stream().anyMatch(item -> isMarked(item));
        if (!takesList || !now.containsKey(key)) {
            return false;
        }
        if (now.get(key) == null) {
            // a field that was null before is not one that the template writes for the value
            return !before.containsKey(key);
        }
        return name.endsWith(key.toString().toLowerCase(Locale.ROOT))
                && now.get(key) instanceof List<?> items
                && items.equals(before.get(key));
    }

    private static boolean isMarked(@Nullable Object item) {
        return MARKER.equals(item) || (item instanceof Map<?, ?> fields && fields.containsValue(MARKER));
    }

    private static @Nullable Object at(List<?> items, int index) {
        return index < items.size() ? items.get(index) : null;
    }

    private static Map<String, Object> byId(Rendered rendered) {
        var byId = new HashMap<String, Object>();
        rendered.objects().forEach(object -> byId.putIfAbsent(object.id(), plain(object.root())));
        return byId;
    }

    private static Object plain(Node node) {
        Object plain = Node.toPlain(node);
        return plain == null ? Map.of() : plain;
    }
}
