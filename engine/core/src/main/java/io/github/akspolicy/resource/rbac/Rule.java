package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;

/**
 * One rule of a role: verbs on resources of API groups, or on URLs.
 *
 * @param field the rule's own mapping
 */
public record Rule(Field field) {
    public Field verbs() {
        return field.get("verbs");
    }

    public Field apiGroups() {
        return field.get("apiGroups");
    }

    public Field resources() {
        return field.get("resources");
    }

    /** The only objects the rule is about; empty means all. */
    public Field resourceNames() {
        return field.get("resourceNames");
    }

    public Field nonResourceUrls() {
        return field.get("nonResourceURLs");
    }

    /** Whether the rule allows everything on every resource, to come ones included: all three lists have a star. */
    public boolean grantsEverything() {
        return hasStar(verbs()) && hasStar(apiGroups()) && hasStar(resources());
    }

    /**
     * Whether an entry of one of the lists stands for more than one thing to the API server's authorizer: {@code *}, a
     * subresource of all resources ({@code *}{@code /scale}), or all URLs. {@code pods/*} is not one: it names a
     * subresource called "*".
     */
    public static boolean isWildcard(String entry) {
        return entry.equals("*") || entry.equals("/*") || entry.startsWith("*/");
    }

    private static boolean hasStar(Field list) {
        return list.strings().contains("*");
    }
}
