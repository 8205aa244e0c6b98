package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/**
 * A Service, with the API server's defaults.
 *
 * @param resource the object
 */
public record Service(Resource resource) {
    /** The Services. */
    public static final ViewType<Service> VIEW =
            new ViewType<>("service", Kinds.of("", "Service"), resource -> List.of(new Service(resource)));

    /** Makes a load balancer internal when it is exactly {@code "true"} (cloud-provider-azure). */
    public static final String INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";

    public Field spec() {
        return resource.root().get("spec");
    }

    /** The type; {@code ClusterIP} when none is set. */
    public String type() {
        return spec().get("type").textOr("ClusterIP");
    }

    public boolean isLoadBalancer() {
        return type().equals("LoadBalancer");
    }

    /** An annotation of the object. */
    public Field annotation(String key) {
        return resource.root().at("metadata", "annotations", key);
    }

    /** Whether Azure gives its load balancer an address of the virtual network. */
    public boolean isInternal() {
        return "true".equals(annotation(INTERNAL).string());
    }

    public List<Field> ports() {
        return spec().get("ports").items();
    }

    /** Whether it is the Service by which pods reach the API server, which the API server makes itself. */
    public boolean isOfTheApiServer() {
        return resource.name().equals("kubernetes") && "default".equals(resource.namespace());
    }

    /** {@code namespace/name}, as settings name it. */
    public String qualifiedName() {
        return resource.namespace() + "/" + resource.name();
    }
}
