package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.network.Service;

/** A node port is open on every node, past the load balancer and what protects it. */
final class ServicesMustNotUseNodePorts extends BuiltInPolicy<Service> {
    private static final Parameter<Boolean> LOAD_BALANCERS = Parameter.flag(
            "includeLoadBalancers",
            false,
            "whether load balancers that allocate node ports count: they do unless allocateLoadBalancerNodePorts is"
                    + " false");

    ServicesMustNotUseNodePorts() {
        super(
                Service.VIEW,
                policy("network/node-port", MEDIUM, "Services must not be of type NodePort")
                        .fix("use the type ClusterIP behind an Ingress or a Gateway")
                        .parameters(AllowedServices.PARAMETER, LOAD_BALANCERS)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Service service, Judgement judgement) {
        if (AllowedServices.contain(service, judgement)) {
            return;
        }
        Field allocate = service.spec().get("allocateLoadBalancerNodePorts");
        if (service.type().equals("NodePort")) {
            judgement.fail(service.spec().get("type"), "type is NodePort");
        } else if (service.isLoadBalancer() && judgement.get(LOAD_BALANCERS) && !allocate.isFalse()) {
            judgement.add(Observation.violation(
                            allocate.place(), "allocateLoadBalancerNodePorts is " + allocate.textOr("not set"), "")
                    .withSeverity(Severity.INFO));
        }
    }
}
