package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a route that binds to listeners of a Gateway: one fact for each Gateway.
 *
 * @param gateway the Gateway
 * @param listener the name of the listener; empty for all of the Gateway
 * @param port the port of the listeners; null for any
 * @param redirectsToHttps whether it answers each request with a redirect to HTTPS
 */
public record GatewayRoute(
        NamespacedName gateway, String listener, @Nullable Long port, boolean redirectsToHttps) {
    /** The facts of a resource: one for each Gateway that an HTTPRoute or GRPCRoute names as parent. */
    public static List<GatewayRoute> of(Resource resource) {
        if (!resource.is(GatewayListener.GROUP, "HTTPRoute") && !resource.is(GatewayListener.GROUP, "GRPCRoute")) {
            return List.of();
        }
        Field spec = resource.root().get("spec");
        List<Field> rules = spec.get("rules").items();
        boolean redirects = !rules.isEmpty() && rules.stream().allMatch(GatewayRoute::redirects);
        return spec.get("parentRefs").items().stream()
                .filter(parent -> parent.get("kind").stringOr("Gateway").equals("Gateway"))
                .map(parent -> new GatewayRoute(
                        new NamespacedName(
                                parent.get("namespace").isPresent()
                                        ? parent.get("namespace").string()
                                        : resource.namespace(),
                                parent.get("name").written()),
                        parent.get("sectionName").stringOr(""),
                        parent.get("port").integer(),
                        redirects))
                .toList();
    }

    private static boolean redirects(Field rule) {
        return rule.get("backendRefs").items().isEmpty()
                && rule.get("filters").items().stream()
                        .anyMatch(filter ->
                                "RequestRedirect".equals(filter.get("type").string())
                                        && "https"
                                                .equals(filter.at("requestRedirect", "scheme")
                                                        .string()));
    }

    /** Whether requests to a listener of its Gateway come to this route. */
    public boolean bindsTo(GatewayListener candidate) {
        return (listener.isEmpty() || listener.equals(candidate.name()))
                && (port == null || port.equals(candidate.port()));
    }
}
