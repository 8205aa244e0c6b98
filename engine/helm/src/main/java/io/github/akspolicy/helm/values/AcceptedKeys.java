package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which keys the schemas of charts leave room for, whatever value a key gets: a mapping that is closed takes no other key, and a text
 * has none. What the keywords read here do not tell is accepted.
 */
public final class AcceptedKeys {
    private static final String SCHEMA = "values.schema.json";
    private static final int SIBLINGS_COUNT_SINCE = 2019;

    /** References that lead to each other end somewhere. */
    private static final int DEPTH = 64;

    /** Stands for a value of which nothing is known. */
    private static final Object ANYTHING = new Object();

    private final List<Instance> instances;
    private final Map<ChartFile, Optional<Node>> schemas = new ConcurrentHashMap<>();

    /** @param instances the charts of a render */
    public AcceptedKeys(List<Instance> instances) {
        this.instances = List.copyOf(instances);
    }

    /**
     * Whether the schema of each chart around a key accepts it.
     *
     * @param key in the values of the chart that is rendered
     */
    public boolean accepts(List<Object> key) {
        return accepts(key, ANYTHING);
    }

    /** The same for a key that gets a value, of which the type and {@code enum} tell. */
    public boolean accepts(List<Object> key, @Nullable Object value) {
        for (Instance instance : instances) {
            List<String> outer = instance.valuesPath();
            ChartFile file = instance.chart().files().get(SCHEMA);
            if (file != null
                    && key.size() > outer.size()
                    && key.subList(0, outer.size()).equals(outer)) {
                Node schema =
                        schemas.computeIfAbsent(file, one -> read(one.text())).orElse(null);
                if (schema != null && !leavesRoom(schema, key.subList(outer.size(), key.size()), value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Optional<Node> read(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(ManifestReader.json(text, ReadLimits.DEFAULT));
        } catch (ManifestException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether a schema accepts a key in some value. */
    static boolean leavesRoom(Node schema, List<Object> path) {
        return leavesRoom(schema, path, ANYTHING);
    }

    private static boolean leavesRoom(Node schema, List<Object> path, @Nullable Object value) {
        return new Walk(schema, value).accepts(schema, path, SchemaReferences.NEWEST_DRAFT, 0);
    }

    private record Walk(Node root, @Nullable Object value) {
        boolean accepts(@Nullable Node node, List<Object> path, int fallback, int depth) {
            if (node instanceof Node.Scalar scalar) {
                return !Boolean.FALSE.equals(scalar.value());
            }
            if (!(node instanceof Node.Mapping schema) || depth > DEPTH) {
                return true;
            }
            int draft = SchemaReferences.draft(schema, fallback);
            Predicate<Node> inner = other -> accepts(other, path, draft, depth + 1);
            if (schema.get("$ref") instanceof Node.Scalar reference) {
                Node target = target(String.valueOf(reference.value()));
                if (target != null && !inner.test(target)) {
                    return false;
                }
                if (draft < SIBLINGS_COUNT_SINCE) {
                    return true;
                }
            }
            return items(schema.get("allOf")).stream().allMatch(inner)
                    && any(schema.get("anyOf"), inner)
                    && any(schema.get("oneOf"), inner)
                    && (path.isEmpty()
                            ? isOfValue(schema)
                            : (isOfType(schema, path.get(0) instanceof Integer ? "array" : "object")
                                    && child(schema, path, draft, depth)));
        }

        private boolean isOfValue(Node.Mapping schema) {
            if (value == ANYTHING) {
                return true;
            }
            List<Node> all = items(schema.get("enum"));
            if (!all.isEmpty() && all.stream().noneMatch(one -> Objects.equals(Node.toPlain(one), value))) {
                return false;
            }
            return value instanceof Long
                    ? isOfType(schema, "integer") || isOfType(schema, "number")
                    : isOfType(schema, typeOf(value));
        }

        private static String typeOf(@Nullable Object value) {
            if (value == null) {
                return "null";
            }
            return value instanceof Map
                    ? "object"
                    : value instanceof List
                            ? "array"
                            : value instanceof Boolean ? "boolean" : value instanceof Number ? "number" : "string";
        }

        private boolean child(Node.Mapping schema, List<Object> path, int draft, int depth) {
            List<Object> rest = path.subList(1, path.size());
            if (path.get(0) instanceof Integer) {
                return !(schema.get("items") instanceof Node.Mapping item) || accepts(item, rest, draft, depth + 1);
            }
            if (schema.get("properties") instanceof Node.Mapping properties) {
                Node property = properties.get(path.get(0).toString());
                if (property != null) {
                    return accepts(property, rest, draft, depth + 1);
                }
            }
            // which names a pattern matches is Helm's to say
            return schema.get("patternProperties") != null
                    || accepts(schema.get("additionalProperties"), rest, draft, depth + 1);
        }

        private static boolean isOfType(Node.Mapping schema, String type) {
            Node written = schema.get("type");
            return written instanceof Node.Sequence types
                    ? types.items().stream().anyMatch(one -> isText(one, type))
                    : written == null || isText(written, type);
        }

        private static boolean isText(Node node, String text) {
            return node instanceof Node.Scalar scalar && text.equals(scalar.value());
        }

        private static boolean any(@Nullable Node schemas, Predicate<Node> test) {
            List<Node> all = items(schemas);
            return all.isEmpty() || all.stream().anyMatch(test);
        }

        private static List<Node> items(@Nullable Node node) {
            return node instanceof Node.Sequence list ? list.items() : List.of();
        }

        /** What a JSON pointer in the same document refers to; null for any other reference. */
        private @Nullable Node target(String reference) {
            if (!reference.equals("#") && !reference.startsWith("#/")) {
                return null;
            }
            Node at = root;
            for (String part : reference.substring(1).split("/")) {
                if (part.isEmpty()) {
                    continue;
                }
                String name = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)
                        .replace("~1", "/")
                        .replace("~0", "~");
                if (!(at instanceof Node.Mapping mapping) || mapping.get(name) == null) {
                    return null;
                }
                at = mapping.get(name);
            }
            return at;
        }
    }
}
