package io.github.akspolicy.policyfiles;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds keywords that JSON Schema does not have, and expressions that are not matched. The standard ignores such keywords, so
 * that a misspelt one would make a policy that finds nothing.
 */
record SchemaKeywords(Problems problems) {
    /** Keywords whose value is a schema. */
    private static final Set<String> SCHEMA = words("""
            additionalProperties contains else if items not propertyNames then unevaluatedItems
            unevaluatedProperties
            """);

    /** Keywords whose value is a list of schemas. */
    private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    /** Keywords whose value holds schemas by names that are no keywords. */
    private static final Set<String> BY_NAME =
            Set.of("$defs", "definitions", "dependentSchemas", "patternProperties", "properties");

    /** The others of draft 2020-12. */
    private static final Set<String> PLAIN = words("""
            $anchor $comment $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary const contentEncoding
            contentMediaType contentSchema default dependentRequired deprecated description enum examples
            exclusiveMaximum exclusiveMinimum format maxContains maxItems maxLength maxProperties maximum
            minContains minItems minLength minProperties minimum multipleOf pattern readOnly required title type
            uniqueItems writeOnly
            """);

    private static final List<String> ALL;

    static {
        var all = new TreeSet<>(PLAIN);
        all.addAll(SCHEMA);
        all.addAll(SCHEMAS);
        all.addAll(BY_NAME);
        ALL = List.copyOf(all);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** Takes what is wrong with a field. */
    interface Problems {
        void add(Field at, String message, String fix);
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
                problems.add(
                        keyword,
                        "JSON Schema has no keyword \"" + name + "\", and would ignore it",
                        DidYouMean.fix(name, ALL, "keywords"));
            }
            if (name.equals("pattern")) {
                expression(keyword, keyword.stringOr(""));
            } else if (name.equals("patternProperties")) {
                keyword.fields().forEach(property -> expression(property, property.key()));
            }
        }
    }

    private void expression(Field at, String text) {
        try {
            LinearExpressions.compiled(text);
        } catch (IllegalArgumentException unusable) {
            problems.add(at, "the expression cannot be used: " + unusable.getMessage(), "");
        }
    }
}
