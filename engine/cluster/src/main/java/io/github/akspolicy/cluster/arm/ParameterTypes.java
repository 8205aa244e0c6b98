package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a template declares of its parameters: a declaration can refer to a type under {@code definitions}, which can refer to
 * another (learn.microsoft.com, azure-resource-manager/templates/definitions, read 2026-11-30).
 */
record ParameterTypes(Node template) {
    private static final String IN_TEMPLATE = "#/definitions/";
    private static final int LONGEST = 50;
    private static final Set<String> SECURE = Set.of("securestring", "secureobject");

    /** What a declaration, or the type that it refers to, says under a key; null where neither does. */
    @Nullable
    Node get(@Nullable Node declaration, String key) {
        Node type = declaration;
        for (int i = 0; type != null && i < LONGEST; i++) {
            Node found = Values.get(type, key);
            if (found != null) {
                return found;
            }
            Node reference = Values.get(type, "$ref");
            String name = reference == null ? null : Values.string(reference);
            Node definitions = Values.get(template, "definitions");
            type = name == null || definitions == null || !name.startsWith(IN_TEMPLATE)
                    ? null
                    : Values.get(
                            definitions,
                            name.substring(IN_TEMPLATE.length())
                                    .replace("~1", "/")
                                    .replace("~0", "~"));
        }
        return null;
    }

    /** Whether a parameter that is given nothing is null. */
    boolean isNullable(Node declaration) {
        Node nullable = get(declaration, "nullable");
        return nullable != null && Boolean.TRUE.equals(Values.value(nullable));
    }

    /** Whether no one may see a value of this type. */
    boolean isSecure(@Nullable Node declaration) {
        Node type = get(declaration, "type");
        String word = type == null ? null : Values.string(type);
        return word != null && SECURE.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The type of a property of an object of this type; null where it has none. */
    @Nullable
    Node property(@Nullable Node declaration, String name) {
        Node properties = get(declaration, "properties");
        Node own = properties == null ? null : Values.get(properties, name);
        return own == null ? get(declaration, "additionalProperties") : own;
    }

    /** The type of an item of a list of this type; null where it has none. */
    @Nullable
    Node item(@Nullable Node declaration, int index) {
        return get(declaration, "prefixItems") instanceof Node.Sequence list
                        && index < list.items().size()
                ? list.items().get(index)
                : get(declaration, "items");
    }
}
