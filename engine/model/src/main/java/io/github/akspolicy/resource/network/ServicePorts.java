package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import java.util.List;
import java.util.Objects;

/**
 * The ports of a Service, for those who send to it.
 *
 * @param service the Service
 * @param numbers the numbers of its ports
 * @param names their names
 * @param isExternal whether another name stands for it, so that it needs no ports
 */
public record ServicePorts(NamespacedName service, List<Long> numbers, List<String> names, boolean isExternal) {
    /** The facts of a resource: one for a Service, none for others. */
    public static List<ServicePorts> of(Resource resource) {
        return Service.VIEW.in(resource).stream().map(ServicePorts::of).toList();
    }

    private static ServicePorts of(Service service) {
        List<Field> ports = service.ports();
        return new ServicePorts(
                new NamespacedName(
                        service.resource().namespace(), service.resource().name()),
                ports.stream()
                        .map(port -> port.get("port").integer())
                        .filter(Objects::nonNull)
                        .toList(),
                ports.stream().map(port -> port.get("name").written()).toList(),
                service.type().equals("ExternalName"));
    }

    /** Whether it serves what a backend asks for; also where the backend says no port, or its ports are not known. */
    public boolean serves(Backend backend) {
        Long port = backend.port();
        return isExternal
                || numbers.isEmpty()
                || (port == null
                        ? backend.portName().isEmpty() || names.contains(backend.portName())
                        : numbers.contains(port));
    }
}
