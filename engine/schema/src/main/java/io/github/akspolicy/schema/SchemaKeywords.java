package io.github.akspolicy.schema;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Finds keywords that JSON Schema does not have. The standard ignores them, so that a misspelt one would make a policy that
 * finds nothing.
 */
final class SchemaKeywords {
    /** Keywords whose value is a schema. */
    private static final Set<String> SCHEMA = Set.of(
            "additionalProperties",
            "contains",
            "else",
            "if",
            "items",
            "not",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties");

    /** Keywords whose value is a list of schemas. */
    private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    /** Keywords whose value holds schemas by names that are no keywords. */
    private static final Set<String> BY_NAME =
            Set.of("$defs", "definitions", "dependentSchemas", "patternProperties", "properties");

    /** The others of draft 2020-12. */
    private static final Set<String> PLAIN = Set.of(
            "$anchor",
            "$comment",
            "$dynamicAnchor",
            "$dynamicRef",
            "$id",
            "$ref",
            "$schema",
            "$vocabulary",
            "const",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "default",
            "dependentRequired",
            "deprecated",
            "description",
            "enum",
            "examples",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "format",
            "maxContains",
            "maxItems",
            "maxLength",
            "maxProperties",
            "maximum",
            "minContains",
            "minItems",
            "minLength",
            "minProperties",
            "minimum",
            "multipleOf",
            "pattern",
            "readOnly",
            "required",
            "title",
            "type",
            "uniqueItems",
            "writeOnly");

    private static final List<String> ALL;

    static {
        var all = new TreeSet<>(PLAIN);
        all.addAll(SCHEMA);
        all.addAll(SCHEMAS);
        all.addAll(BY_NAME);
        ALL = List.copyOf(all);
    }

    private final BiConsumer<Field, String> problems;

    /** @param problems takes the field of a keyword and what it was meant to be */
    SchemaKeywords(BiConsumer<Field, String> problems) {
        this.problems = problems;
    }

    void check(Field schema) {
        if (!(schema.node() instanceof Node.Mapping)) {
            return;
        }
        for (Field keyword : schema.fields()) {
            String name = keyword.key();
            if (SCHEMA.contains(name)) {
                check(keyword);
            } else if (SCHEMAS.contains(name)) {
                keyword.items().forEach(this::check);
            } else if (BY_NAME.contains(name)) {
                keyword.fields().forEach(this::check);
            } else if (!PLAIN.contains(name)) {
                problems.accept(keyword, DidYouMean.fix(name, ALL, "keywords"));
            }
        }
    }
}
