package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.network.GatewayListener;
import io.github.akspolicy.resource.network.Service;
import java.util.List;

/** A Service of type LoadBalancer, or a Gateway, gets a public address from Azure unless an annotation says otherwise. */
final class LoadBalancersMustBeInternal extends BuiltInPolicy<Resource> {
    private static final ViewType<Resource> VIEW = new ViewType<>(
            "service or gateway", Service.VIEW.kinds().or(Kinds.of(GatewayListener.GROUP, "Gateway")), List::of);
    private static final String APP_ROUTING = "approuting-istio";
    private static final Parameter<List<String>> GATEWAY_CLASSES = Parameter.strings(
            "gatewayClasses",
            List.of(APP_ROUTING, "istio"),
            "classes whose Gateways get a Service of type LoadBalancer with the annotations of spec.infrastructure");
    private static final Parameter<List<String>> CLASSES = Parameter.strings(
            "internalLoadBalancerClasses",
            List.of(),
            "values of spec.loadBalancerClass whose load balancers are internal");

    private static final Parameter<Boolean> AZURE_COMPAT =
            AzureCompat.parameter("by the annotation of the Service alone, whatever its loadBalancerClass");

    LoadBalancersMustBeInternal() {
        super(
                VIEW,
                policy("network/internal-load-balancer", HIGH, "Load balancers must be internal")
                        .fix(
                                "annotate the Service with service.beta.kubernetes.io/azure-load-balancer-internal: \"true\"")
                        .parameters(AllowedServices.PARAMETER, CLASSES, GATEWAY_CLASSES, AZURE_COMPAT));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        for (Service service : Service.VIEW.in(resource)) {
            judge(service, judgement);
        }
        Field spec = resource.root().get("spec");
        if (judgement.get(GATEWAY_CLASSES).contains(spec.get("gatewayClassName").stringOr(""))
                && !isServedByAnother(spec)
                && !AllowedServices.contain(resource.namespace() + "/" + resource.name(), judgement)) {
            judge(
                    spec.at("infrastructure", "annotations", Service.INTERNAL),
                    spec.get("gatewayClassName"),
                    "gatewayClassName is " + spec.get("gatewayClassName").text(),
                    judgement);
        }
    }

    /**
     * Whether a Gateway is served by a Service that is there already, such as {@code addresses: [{type: Hostname, …}]}: Istio makes one
     * for no address or for one of type IPAddress only. That the application routing of AKS does likewise is not documented.
     */
    private static boolean isServedByAnother(Field spec) {
        List<Field> addresses = spec.get("addresses").items();
        return !spec.get("gatewayClassName").stringOr("").equals(APP_ROUTING)
                && (addresses.size() > 1
                        || addresses.stream()
                                .anyMatch(address -> !address.get("type")
                                        .stringOr("IPAddress")
                                        .equals("IPAddress")));
    }

    private static void judge(Service service, Judgement judgement) {
        Field loadBalancerClass = service.spec().get("loadBalancerClass");
        if (!service.isLoadBalancer() || AllowedServices.contain(service, judgement)) {
            return;
        }
        if (loadBalancerClass.stringOr("").isEmpty() || judgement.get(AZURE_COMPAT)) {
            judge(service.annotation(Service.INTERNAL), service.spec().get("type"), "type is LoadBalancer", judgement);
        } else if (!judgement.get(CLASSES).contains(loadBalancerClass.stringOr(""))) {
            judgement.unknown(
                    loadBalancerClass,
                    InputKind.SETTINGS,
                    "loadBalancerClass is " + loadBalancerClass.text()
                            + ": whether its load balancers are internal is not known");
        }
    }

    private static void judge(Field annotation, Field cause, String words, Judgement judgement) {
        if (!annotation.isPresent()) {
            judgement.fail(cause, words + ", with a public address");
        } else if (!"true".equals(annotation.string())) {
            judgement.fail(annotation, "annotation " + annotation.key() + " is not exactly \"true\"");
        }
    }
}
