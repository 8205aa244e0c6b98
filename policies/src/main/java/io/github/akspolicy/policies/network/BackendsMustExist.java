package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.RECOMMENDED;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.network.Backend;
import io.github.akspolicy.resource.network.Service;
import io.github.akspolicy.resource.network.ServicePorts;
import java.util.List;
import java.util.Set;

/** Requests to a backend that is not there are answered with 503, and nothing says so at deployment. */
final class BackendsMustExist extends BuiltInEnvironmentPolicy<Backend> {
    private static final Index<NamespacedName, Backend> BACKENDS =
            new Index<>("backends", Backend.KINDS, Backend::of, Backend::service);
    private static final Index<NamespacedName, ServicePorts> SERVICES =
            new Index<>("ports of Services", Service.VIEW.kinds(), ServicePorts::of, ServicePorts::service);

    BackendsMustExist() {
        super(
                BACKENDS,
                Set.of(SERVICES),
                policy("network/dangling-backend", MEDIUM, "Backends of Ingresses and routes must be ports of Services")
                        .fix("name a Service of the namespace and one of its ports")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Backend backend, Indexes indexes, Judgement judgement) {
        String name = backend.service().name();
        List<ServicePorts> services = services(backend, indexes);
        if (services.isEmpty()) {
            judgement.unknown(backend.place(), InputKind.OTHERS, "Service " + name + " is in no source");
        } else if (services.stream().noneMatch(service -> service.serves(backend))) {
            judgement.fail(
                    backend.portPlace(),
                    "Service " + name + " has no port "
                            + (backend.port() == null ? backend.portName() : backend.port()));
        }
    }

    /** Whoever applies a Service without a namespace may put it into that of the backend. */
    private static List<ServicePorts> services(Backend backend, Indexes indexes) {
        List<ServicePorts> services = indexes.get(SERVICES, backend.service());
        return !services.isEmpty()
                ? services
                : indexes
                        .get(
                                SERVICES,
                                new NamespacedName(null, backend.service().name()))
                        .stream()
                        .filter(service -> service.serves(backend))
                        .toList();
    }
}
