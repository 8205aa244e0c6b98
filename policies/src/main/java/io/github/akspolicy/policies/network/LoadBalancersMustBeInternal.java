package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.network.Service;
import java.util.List;

/** A Service of type LoadBalancer gets a public address from Azure, unless an annotation says otherwise. */
public final class LoadBalancersMustBeInternal extends BuiltInPolicy<Service> {
    private static final Parameter<List<String>> CLASSES = Parameter.strings(
            "internalLoadBalancerClasses",
            List.of(),
            "values of spec.loadBalancerClass whose load balancers are internal");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "network/internal-load-balancer",
                    HIGH,
                    "Load balancers must be internal",
                    "annotate the Service with service.beta.kubernetes.io/azure-load-balancer-internal: \"true\"")
            .parameters(AllowedServices.PARAMETER, CLASSES)
            .in(RECOMMENDED, TALK)
            .reference(
                    Catalog.AZURE_POLICY,
                    "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e",
                    "Kubernetes clusters should use internal load balancers")
            .reference(
                    Catalog.AZURE_POLICY,
                    "a74d8f00-2fd9-4ce4-968e-0ee1eb821698",
                    "[Deprecated]: Enforce internal load balancers in AKS")
            .references(Catalog.KUBE_LINTER, "exposed-services")
            .references(Catalog.KYVERNO, "other/restrict-loadbalancer")
            .references(Catalog.GATEKEEPER, "block-loadbalancer-services")
            .references(Catalog.AKS_DOCS, "load-balancer-standard");

    public LoadBalancersMustBeInternal() {
        super(Service.VIEW, INFO);
    }

    @Override
    public void evaluate(Service service, Judgement judgement) {
        Field type = service.spec().get("type");
        Field loadBalancerClass = service.spec().get("loadBalancerClass");
        if (!service.isLoadBalancer() || AllowedServices.contain(service, judgement)) {
            return;
        }
        Field annotation = service.annotation(Service.INTERNAL);
        if (!loadBalancerClass.stringOr("").isEmpty()) {
            if (!judgement.get(CLASSES).contains(loadBalancerClass.stringOr(""))) {
                judgement.unknown(
                        loadBalancerClass,
                        UnknownCause.INPUT,
                        "loadBalancerClass is " + loadBalancerClass.text()
                                + ": whether its load balancers are internal is not known");
            }
        } else if (annotation.isPresent() && !service.isInternal()) {
            judgement.fail(annotation, "annotation " + annotation.key() + " is not exactly \"true\"");
        } else if (!annotation.isPresent()) {
            judgement.fail(type, "type is LoadBalancer, with a public address");
        }
    }
}
