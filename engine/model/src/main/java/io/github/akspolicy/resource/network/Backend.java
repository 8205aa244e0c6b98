package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Service that an Ingress or a route of a Gateway sends requests to.
 *
 * @param service the Service
 * @param place the field that names it
 * @param port the number of its port; null when a name or nothing says which
 * @param portName the name of its port; empty when a number or nothing says which
 * @param portPlace the field that says which port
 */
public record Backend(
        NamespacedName service, Place place, @Nullable Long port, String portName, Place portPlace) {
    private static final String[] ROUTES = {"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"};

    /** What has backends. */
    public static final Kinds KINDS = Ingress.VIEW.kinds().or(Kinds.of(GatewayListener.GROUP, ROUTES));

    /** By which the controller of AWS says that an annotation names the backend. */
    private static final String BY_ANNOTATION = "use-annotation";

    /** The facts of a resource: one for each backend of an Ingress or route that is a Service. */
    public static List<Backend> of(Resource resource) {
        var backends = new ArrayList<Backend>();
        for (Ingress ingress : Ingress.VIEW.in(resource)) {
            Field spec = ingress.spec();
            add(spec.get("defaultBackend"), resource, backends);
            add(spec.get("backend"), resource, backends);
            for (Field rule : ingress.rules()) {
                rule.at("http", "paths").items().forEach(path -> add(path.get("backend"), resource, backends));
            }
        }
        if (resource.id().isOf(GatewayListener.GROUP) && List.of(ROUTES).contains(resource.kind())) {
            for (Field rule : resource.root().at("spec", "rules").items()) {
                rule.get("backendRefs").items().forEach(reference -> addReference(reference, resource, backends));
            }
        }
        return backends;
    }

    /** As networking.k8s.io/v1 has it, else as the versions before. */
    private static void add(Field backend, Resource resource, List<Backend> backends) {
        Field service = backend.get("service");
        Field name = service.isPresent() ? service.get("name") : backend.get("serviceName");
        Field number = service.isPresent() ? service.at("port", "number") : backend.get("servicePort");
        Field named = service.isPresent() ? service.at("port", "name") : backend.get("servicePort");
        add(name, resource.namespace(), number, named, backends);
    }

    private static void addReference(Field reference, Resource resource, List<Backend> backends) {
        if (reference.get("group").stringOr("").isEmpty()
                && reference.get("kind").stringOr("Service").equals("Service")) {
            Field namespace = reference.get("namespace");
            Field port = reference.get("port");
            add(
                    reference.get("name"),
                    namespace.isPresent() ? namespace.string() : resource.namespace(),
                    port,
                    port,
                    backends);
        }
    }

    private static void add(Field name, @Nullable String namespace, Field number, Field named, List<Backend> backends) {
        String portName = named.stringOr("");
        if (!name.stringOr("").isEmpty() && !portName.equals(BY_ANNOTATION)) {
            Long port = number.integer();
            backends.add(new Backend(
                    new NamespacedName(namespace, name.stringOr("")),
                    name.place(),
                    port,
                    port == null ? portName : "",
                    (port == null && named.isPresent() ? named : number).place()));
        }
    }
}
