package io.github.akspolicy.resource.network;

import io.github.akspolicy.resource.Resource;
import java.util.List;

/**
 * What joint policies need to know of an IngressClass.
 *
 * @param name its name
 */
public record IngressClass(String name) {
    /** The facts of a resource: one for an IngressClass that Ingresses without a class get, none for others. */
    public static List<IngressClass> defaults(Resource resource) {
        return resource.is("networking.k8s.io", "IngressClass")
                        && "true".equals(resource.annotation("ingressclass.kubernetes.io/is-default-class"))
                ? List.of(new IngressClass(resource.name()))
                : List.of();
    }
}
