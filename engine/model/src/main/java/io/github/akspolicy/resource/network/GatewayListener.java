package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a listener of a Gateway.
 *
 * @param gateway the Gateway
 * @param name the listener's name, which routes bind to
 * @param port its port; null when it is no number
 * @param protocol {@code HTTP}, {@code HTTPS}, {@code TLS} …
 * @param protocolPlace the protocol
 * @param lacksCertificate whether it ends TLS without naming a certificate
 * @param certificatePlace where the certificates are, or would be
 */
public record GatewayListener(
        NamespacedName gateway,
        String name,
        @Nullable Long port,
        String protocol,
        Place protocolPlace,
        boolean lacksCertificate,
        Place certificatePlace) {
    /** The API group of Gateways and their routes. */
    public static final String GROUP = "gateway.networking.k8s.io";

    /** The facts of a resource: one for each listener of a Gateway. */
    public static List<GatewayListener> of(Resource resource) {
        return resource.is(GROUP, "Gateway")
                ? resource.root().at("spec", "listeners").items().stream()
                        .map(listener -> of(resource, listener))
                        .toList()
                : List.of();
    }

    private static GatewayListener of(Resource resource, Field listener) {
        Field tls = listener.get("tls");
        String protocol = listener.get("protocol").stringOr("");
        Field certificates = tls.get("certificateRefs");
        boolean endsTls = protocol.equals("HTTPS") || protocol.equals("TLS");
        return new GatewayListener(
                new NamespacedName(resource.namespace(), resource.name()),
                listener.get("name").written(),
                listener.get("port").integer(),
                protocol,
                listener.get("protocol").place(),
                endsTls
                        && !tls.get("mode").stringOr("Terminate").equals("Passthrough")
                        && certificates.items().isEmpty()
                        // options are the controller's own: the application routing of AKS takes a Key Vault there
                        && tls.get("options").fields().isEmpty(),
                certificates.place());
    }
}
