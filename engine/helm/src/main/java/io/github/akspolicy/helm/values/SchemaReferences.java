package io.github.akspolicy.helm.values;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would make Helm open a file or a connection while it validates values: references of a {@code
 * values.schema.json} that lead out of it. A reference may stay within the document, name one of the metaschemas that every
 * validator has, or resolve to an {@code $id} of the document. Which {@code $id} counts follows the validator of Helm 3.18
 * and later.
 */
public final class SchemaReferences {
    private static final URI DOCUMENT = URI.create("file:/values.schema.json");

    /** The base of an id that cannot be told: nothing relative resolves against it. */
    private static final URI UNKNOWN = URI.create("none:none");

    private static final int MAX_SHOWN = 200;
    private static final int MAX_BASES = 16;

    /** The keywords that refer to a schema. */
    static final List<String> KEYWORDS = List.of("$ref", "$dynamicRef", "$recursiveRef");

    /** The draft of a schema that names none. */
    static final int NEWEST_DRAFT = 2020;

    private static final Map<String, Integer> DRAFTS = Map.of(
            "draft-04/schema", 4,
            "draft-06/schema", 6,
            "draft-07/schema", 7,
            "draft/2019-09/schema", 2019,
            "draft/2020-12/schema", 2020,
            "schema", 2020);

    private static final Pattern METASCHEMA =
            Pattern.compile("https?://json-schema\\.org/(schema|draft-0[467]/schema|draft/20(19-09|20-12)/schema"
                    + "|draft/2019-09/meta/(applicator|content|core|format|meta-data|validation)"
                    + "|draft/2020-12/meta/(applicator|content|core|format-annotation|format-assertion|meta-data"
                    + "|unevaluated|validation))");

    /** What Java and Go resolve alike. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/-]+");

    private final Set<String> ids = new HashSet<>();
    private final List<Reference> found = new ArrayList<>();
    private final Set<Node.Entry> outside = Collections.newSetFromMap(new IdentityHashMap<>());

    private SchemaReferences() {}

    /**
     * A reference that leads out of the schema, or a schema that cannot be checked for any.
     *
     * @param path where it is, as a JSON pointer; empty for the document
     * @param position where its key stands in the text
     * @param target what it refers to; null for a schema that cannot be checked
     * @param message what is wrong, with the reference as it is written: text of the chart
     */
    public record Reference(
            String path, Position position, @Nullable String target, String message) {}

    /**
     * Checks a schema.
     *
     * @param text the file, without byte order mark
     * @return what has to be refused, in the order of the text
     */
    public static List<Reference> check(String text) {
        Node root;
        try {
            root = ManifestReader.json(text, ReadLimits.DEFAULT);
        } catch (ManifestException e) {
            Position position = e.position() == null ? Position.START : e.position();
            return List.of(new Reference("", position, null, "the schema cannot be read: " + e.getMessage()));
        }
        return List.copyOf(of(root).found);
    }

    /** The references of a schema. */
    static SchemaReferences of(Node root) {
        var references = new SchemaReferences();
        references.ids.add(DOCUMENT.toString());
        references.collect(root, DOCUMENT, NEWEST_DRAFT);
        references.walk(root, "", Set.of(), NEWEST_DRAFT);
        return references;
    }

    /** Whether an entry of the schema is a reference that leads out of it. */
    boolean leadsOut(Node.Entry entry) {
        return outside.contains(entry);
    }

    /** Notes the ids below a schema, as far as the validator looks for them. */
    private void collect(Node node, URI base, int fallback) {
        if (!(node instanceof Node.Mapping schema)) {
            return;
        }
        int draft = draft(schema, fallback);
        URI inner = base(schema, base, draft);
        if (inner == null) {
            return;
        }
        ids.add(inner.toString());
        for (Node child : subschemas(schema, draft)) {
            collect(child, inner, draft);
        }
    }

    /** The year or number of the draft that a schema names; {@code fallback} when it names none that Helm knows. */
    static int draft(Node.Mapping schema, int fallback) {
        String name = text(schema.get("$schema"));
        if (name == null) {
            return fallback;
        }
        String path = name.replaceFirst("^https?://json-schema\\.org/", "").replaceFirst("#$", "");
        return DRAFTS.getOrDefault(path, fallback);
    }

    /** The address of a schema, or null when it cannot be told. */
    private static @Nullable URI base(Node.Mapping schema, URI base, int draft) {
        String id = text(schema.get(draft == 4 ? "id" : "$id"));
        if (id == null || (draft < 2019 && schema.entry("$ref") != null)) {
            return base;
        }
        String address = id.replaceFirst("#.*", "");
        return address.isEmpty() ? base : resolve(base, address);
    }

    private static @Nullable URI resolve(URI base, String address) {
        return PLAIN.matcher(address).matches() ? base.resolve(address) : null;
    }

    private static List<Node> subschemas(Node.Mapping schema, int draft) {
        var single = new LinkedHashSet<>(List.of("not", "additionalProperties", "items", "additionalItems"));
        var lists = new LinkedHashSet<>(List.of("allOf", "anyOf", "oneOf", "items"));
        var maps = new LinkedHashSet<>(List.of("definitions", "properties", "patternProperties", "dependencies"));
        if (draft >= 6) {
            single.addAll(List.of("propertyNames", "contains"));
        }
        if (draft >= 7) {
            single.addAll(List.of("if", "then", "else"));
        }
        if (draft >= 2019) {
            maps.addAll(List.of("$defs", "dependentSchemas"));
            single.addAll(List.of("unevaluatedProperties", "unevaluatedItems", "contentSchema"));
        }
        if (draft >= 2020) {
            lists.add("prefixItems");
        }
        var children = new ArrayList<Node>();
        for (Node.Entry entry : schema.entries()) {
            Node value = entry.value();
            if (single.contains(entry.key()) && value instanceof Node.Mapping) {
                children.add(value);
            } else if (lists.contains(entry.key()) && value instanceof Node.Sequence list) {
                children.addAll(list.items());
            } else if (maps.contains(entry.key()) && value instanceof Node.Mapping map) {
                map.entries().forEach(child -> children.add(child.value()));
            }
        }
        return children;
    }

    /** Looks at every reference, wherever it stands: another reference can make any place a schema. */
    private void walk(Node node, String path, Set<URI> bases, int fallback) {
        if (node instanceof Node.Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                walk(list.items().get(i), path + "/" + i, bases, fallback);
            }
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return;
        }
        int draft = draft(mapping, fallback);
        // which ids count depends on where the validator sees a schema: a reference has to hold for all that may
        var inner = new LinkedHashSet<>(bases);
        for (URI base : bases.isEmpty() ? Set.of(DOCUMENT) : bases) {
            URI own = base(mapping, base, draft);
            inner.add(own == null ? UNKNOWN : own);
        }
        if (inner.size() > MAX_BASES) {
            inner.clear();
            inner.add(UNKNOWN);
        }
        for (Node.Entry entry : mapping.entries()) {
            String at = path + "/" + entry.key().replace("~", "~0").replace("/", "~1");
            String value = text(entry.value());
            if (value != null && KEYWORDS.contains(entry.key()) && !isWithin(value, inner)) {
                refuse(at, entry, "leads out of the chart: " + shorten(value));
            } else if (value != null && entry.key().equals("$schema") && !isDraft(value)) {
                refuse(at, entry, "names no draft of JSON Schema that Helm knows: " + shorten(value));
            }
            walk(entry.value(), at, inner, draft);
        }
    }

    private void refuse(String at, Node.Entry entry, String what) {
        outside.add(entry);
        found.add(new Reference(at, entry.keyPosition(), text(entry.value()), entry.key() + " " + what));
    }

    private boolean isWithin(String reference, Set<URI> bases) {
        String address = reference.replaceFirst("(?s)#.*", "");
        if (address.isEmpty() || METASCHEMA.matcher(address).matches()) {
            return true;
        }
        for (URI base : bases) {
            URI resolved = resolve(base, address);
            if (resolved == null || !ids.contains(resolved.toString())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDraft(String value) {
        String path = value.replaceFirst("^https?://json-schema\\.org/", "");
        return !path.equals(value) && DRAFTS.containsKey(path.replaceFirst("#$", ""));
    }

    private static @Nullable String text(@Nullable Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : null;
    }

    private static String shorten(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
