package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives what was decoded of a file its places in that file. */
final class DecodedPlaces {
    private final JsonPlaces places;

    private DecodedPlaces(JsonPlaces places) {
        this.places = places;
    }

    /** The value with places of the file; the same where they cannot be found. */
    static Value in(SourceFiles.Source source, boolean isJson, Value value) {
        try {
            Node node = isJson
                    ? ManifestReader.json(source.text(), ReadLimits.DEFAULT)
                    : ManifestReader.yamlDocument(source.text());
            return new DecodedPlaces(new JsonPlaces(source)).placed(value, node);
        } catch (ManifestException differently) {
            return value;
        }
    }

    private Value placed(Value value, Node node) {
        if (value instanceof Value.Mapping mapping && node instanceof Node.Mapping known) {
            Map<String, Node.Entry> byKey = new LinkedHashMap<>();
            known.entries().forEach(entry -> byKey.put(entry.key(), entry));
            Map<String, Value.Entry> entries = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> {
                Node.Entry at = byKey.get(key);
                entries.put(
                        key,
                        at == null
                                ? entry
                                : new Value.Entry(places.of(at.keyPosition()), placed(entry.value(), at.value())));
            });
            return new Value.Mapping(mapping.kind(), entries, places.of(node.position()));
        }
        if (value instanceof Value.Sequence sequence
                && node instanceof Node.Sequence known
                && sequence.items().size() == known.items().size()) {
            List<Value> items = new ArrayList<>();
            for (int i = 0; i < known.items().size(); i++) {
                items.add(placed(sequence.items().get(i), known.items().get(i)));
            }
            return new Value.Sequence(sequence.kind(), items, places.of(node.position()));
        }
        return value.movedTo(places.of(node.position()));
    }
}
