package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.network.GatewayListener;
import io.github.akspolicy.resource.network.GatewayRoute;
import java.util.List;
import java.util.Set;

/** A listener for HTTP has one use: to send everybody to HTTPS. */
final class GatewayListenersMustUseTls extends BuiltInEnvironmentPolicy<GatewayListener> {
    private static final Index<NamespacedName, GatewayListener> LISTENERS = new Index<>(
            "listeners of Gateways",
            Kinds.of(GatewayListener.GROUP, "Gateway"),
            GatewayListener::of,
            GatewayListener::gateway);
    private static final Index<NamespacedName, GatewayRoute> ROUTES = new Index<>(
            "routes of Gateways",
            Kinds.of(GatewayListener.GROUP, "HTTPRoute", "GRPCRoute"),
            GatewayRoute::of,
            GatewayRoute::gateway);

    GatewayListenersMustUseTls() {
        super(
                LISTENERS,
                Set.of(ROUTES),
                policy("network/gateway-https", MEDIUM, "Gateway listeners must use TLS")
                        .fix(
                                "make the listener one for HTTPS with certificateRefs, or bind only a redirect to https to it")
                        // not in recommended: the routes of a Gateway often come from other repositories
                        .in(HARDENED));
    }

    @Override
    public void evaluate(GatewayListener listener, Indexes indexes, Judgement judgement) {
        if (listener.lacksCertificate()) {
            judgement.fail(listener.certificatePlace(), "tls.certificateRefs is not set, though the listener ends TLS");
        }
        if (!listener.protocol().equals("HTTP")) {
            return;
        }
        List<GatewayRoute> routes = indexes.get(ROUTES, listener.gateway()).stream()
                .filter(route -> route.bindsTo(listener))
                .toList();
        if (routes.isEmpty()) {
            judgement.fail(listener.protocolPlace(), "protocol is HTTP, and no route redirects to https");
        } else if (!routes.stream().allMatch(GatewayRoute::redirectsToHttps)) {
            judgement.fail(
                    listener.protocolPlace(), "protocol is HTTP, and a route does more than to redirect to https");
        }
    }
}
