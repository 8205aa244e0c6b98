package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Set;

/**
 * An object of which only a cluster knows what is in it: each field that a template asks for is there. A text is one that
 * Base64 decodes, to a number.
 */
record FoundObject(Sources sources) {
    private static final String TEXT = "MTIz";
    private static final Set<String> MAPS =
            Set.of("metadata", "spec", "status", "data", "stringData", "labels", "annotations", "template");

    /**
     * What {@code lookup} finds.
     *
     * @param name empty for a list of all
     * @param sources what decided about it
     */
    static GoMap of(String apiVersion, String kind, String namespace, String name, Sources sources) {
        var found = new FoundObject(sources);
        if (!name.isEmpty()) {
            return found.object(apiVersion, kind, namespace, name);
        }
        GoMap list = GoMap.empty();
        list.put("apiVersion", found.text(apiVersion));
        list.put("kind", found.text(kind + "List"));
        GoMap item = found.object(apiVersion, kind, namespace.isEmpty() ? "default" : namespace, "found");
        list.put("items", Value.of(GoSlice.of(List.of(Value.of(item, sources))), sources));
        return list;
    }

    private GoMap object(String apiVersion, String kind, String namespace, String name) {
        GoMap object = any();
        object.put("apiVersion", text(apiVersion));
        object.put("kind", text(kind));
        GoMap metadata = any();
        metadata.put("name", text(name));
        metadata.put("namespace", text(namespace));
        object.put("metadata", Value.of(metadata, sources));
        return object;
    }

    private GoMap any() {
        GoMap map = GoMap.ofAny(key -> MAPS.contains(Bytes.text(key)) ? Value.of(any(), sources) : text(TEXT));
        // it is not empty
        map.put("found", text(TEXT));
        return map;
    }

    private Value text(String text) {
        return Value.of(text).and(sources);
    }
}
