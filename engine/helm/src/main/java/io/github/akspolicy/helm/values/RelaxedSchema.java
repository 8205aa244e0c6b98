package io.github.akspolicy.helm.values;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code values.schema.json} without what it takes from elsewhere. It accepts all values that the whole schema accepts: what a reference
 * would have asked for is not asked for, and what says the opposite of a part that got weaker is left out with it. All else
 * holds.
 */
record RelaxedSchema(SchemaReferences references) {
    private static final byte[] EVERYTHING = "{}".getBytes(StandardCharsets.UTF_8);

    /** Keywords that accept no less when the schemas in them accept more. */
    private static final Set<String> SCHEMA =
            Set.of("additionalItems", "additionalProperties", "contains", "else", "items", "propertyNames", "then");

    private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "items", "prefixItems");

    private static final Set<String> BY_NAME =
            Set.of("$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties");

    /** Keywords that may accept less then. */
    private static final Set<String> OPPOSITE = Set.of("if", "maxContains", "not", "oneOf");

    /** They ask what other keywords looked at, references among them. */
    private static final Set<String> UNEVALUATED = Set.of("unevaluatedItems", "unevaluatedProperties");

    /** What stays beside a reference where the draft reads nothing else there. */
    private static final Set<String> BESIDE = Set.of("$defs", "$id", "$schema", "definitions", "id");

    private static final int SIBLINGS_COUNT_SINCE = 2019;

    /**
     * The bytes of the schema, as many as there were: no file that holds it changes its length.
     *
     * @param original the bytes of a schema that can be read and has references that lead out of it
     * @param text the same as text
     */
    static byte[] of(byte[] original, String text) {
        byte[] relaxed = relaxed(text);
        byte[] padded = Arrays.copyOf(relaxed.length <= original.length ? relaxed : EVERYTHING, original.length);
        int length = Math.min(relaxed.length <= original.length ? relaxed.length : EVERYTHING.length, original.length);
        Arrays.fill(padded, length, padded.length, (byte) ' ');
        return padded;
    }

    private static byte[] relaxed(String text) {
        try {
            Node root = ManifestReader.json(text, ReadLimits.DEFAULT);
            var relaxed = new RelaxedSchema(SchemaReferences.of(root));
            String written = JsonValues.write(relaxed.schema(root, SchemaReferences.NEWEST_DRAFT));
            // a reference may stand where only another one makes it a schema
            return SchemaReferences.check(written).isEmpty() ? written.getBytes(StandardCharsets.UTF_8) : EVERYTHING;
        } catch (ManifestException unreadable) {
            return EVERYTHING;
        }
    }

    private @Nullable Object schema(Node node, int fallback) {
        if (!(node instanceof Node.Mapping mapping)) {
            return Node.toPlain(node);
        }
        int draft = SchemaReferences.draft(mapping, fallback);
        boolean leadsOut = mapping.entries().stream().anyMatch(references::leadsOut);
        Map<String, @Nullable Object> relaxed = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key();
            Node value = entry.value();
            boolean isRead = !leadsOut || draft >= SIBLINGS_COUNT_SINCE || BESIDE.contains(key);
            if (!isRead
                    || references.leadsOut(entry)
                    || UNEVALUATED.contains(key)
                    || (OPPOSITE.contains(key) && (key.equals("maxContains") || refers(value)))) {
                continue;
            }
            relaxed.put(key, value(key, value, draft));
        }
        return relaxed;
    }

    private @Nullable Object value(String key, Node value, int draft) {
        if (SCHEMA.contains(key) && value instanceof Node.Mapping) {
            return schema(value, draft);
        }
        if (SCHEMAS.contains(key) && value instanceof Node.Sequence list) {
            var schemas = new ArrayList<@Nullable Object>();
            list.items().forEach(item -> schemas.add(schema(item, draft)));
            return schemas;
        }
        if (BY_NAME.contains(key) && value instanceof Node.Mapping map) {
            Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
            map.entries().forEach(entry -> schemas.put(entry.key(), schema(entry.value(), draft)));
            return schemas;
        }
        return Node.toPlain(value);
    }

    /** Whether anything below is taken from another place, which may have become weaker. */
    private static boolean refers(Node node) {
        if (node instanceof Node.Sequence list) {
            return list.items().stream().anyMatch(RelaxedSchema::refers);
        }
        return node instanceof Node.Mapping mapping
                && mapping.entries().stream()
                        .anyMatch(entry -> SchemaReferences.KEYWORDS.contains(entry.key()) || refers(entry.value()));
    }
}
