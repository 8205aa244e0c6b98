package io.github.akspolicy.live;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind that an API server serves.
 *
 * @param group the API group; the empty string for the core group
 * @param plural the last part of its paths
 * @param namespaced whether its objects live in namespaces
 */
record ApiResource(String group, String version, String kind, String plural, boolean namespaced) {
    private static final Set<String> OF_THE_CLUSTER = ApiTypes.names("of-the-cluster");
    private static final Set<String> MEASURED = ApiTypes.names("measured");

    /** Such as {@code apps/v1}. */
    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As kubectl names it without doubt: {@code deployments.apps}. */
    String name() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    boolean isSecret() {
        return group.isEmpty() && kind.equals("Secret");
    }

    /** Whether the cluster writes its objects by itself. */
    boolean isOfTheCluster() {
        return OF_THE_CLUSTER.contains(name()) || isMeasured(group);
    }

    /** Whether a group serves measurements, which are no objects. */
    static boolean isMeasured(String group) {
        return MEASURED.contains(group);
    }

    /**
     * The path of its list.
     *
     * @param namespace null for the whole cluster
     */
    String path(@Nullable String namespace) {
        return (group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version)
                + (namespace == null ? "" : "/namespaces/" + escape(namespace))
                + "/" + plural;
    }

    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
