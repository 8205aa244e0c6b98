package io.github.akspolicy.resource;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What names a resource within an environment.
 *
 * @param apiVersion group and version, such as {@code apps/v1}; the empty string when the manifest has none
 * @param kind the kind, such as {@code Deployment}
 * @param namespace the effective namespace, or null when cluster-scoped or unknown
 * @param name {@code metadata.name}, or {@code generateName} followed by {@code *}; the empty string when there is none
 */
public record ResourceId(
        String apiVersion, String kind, @Nullable String namespace, String name)
        implements Comparable<ResourceId>, Serializable {
    private static final String VALUES = "Values";

    /**
     * What names the values of a chart within a release.
     *
     * @param name the chart's name; for a chart that others bring {@code store/cache}: the keys that lead to its values
     */
    public static ResourceId values(String name) {
        return new ResourceId("", VALUES, null, name);
    }

    /** Whether it names the values of a chart. A manifest cannot pretend so: without an API version it is none. */
    public boolean isValues() {
        return apiVersion.isEmpty() && kind.equals(VALUES);
    }

    /** The API group: {@code apps} of {@code apps/v1}, the empty string for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** Whether the API group is this one. */
    public boolean isOf(String group) {
        int slash = Math.max(apiVersion.indexOf('/'), 0);
        return slash == group.length() && apiVersion.startsWith(group);
    }

    @Override
    public int compareTo(ResourceId other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) {
            order = String.valueOf(namespace).compareTo(String.valueOf(other.namespace));
        }
        if (order == 0) {
            order = name.compareTo(other.name);
        }
        return order != 0 ? order : apiVersion.compareTo(other.apiVersion);
    }

    /** {@code Deployment order-service}. */
    @Override
    public String toString() {
        return name.isEmpty() ? kind : kind + " " + name;
    }
}
