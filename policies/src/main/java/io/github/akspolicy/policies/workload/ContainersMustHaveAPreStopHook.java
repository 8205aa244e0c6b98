package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.workload.Container;

/** Kubernetes stops a container while load balancers still send to it: a pause in preStop closes the gap. */
final class ContainersMustHaveAPreStopHook extends BuiltInPolicy<Container> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/pre-stop-hook",
                    Severity.INFO,
                    "Containers must have a preStop hook",
                    "give the container a lifecycle.preStop, such as a sleep of some seconds")
            .reference(
                    Catalog.AZURE_POLICY,
                    "1a3b9003-eac6-4d39-a184-4a567ace7645",
                    "Kubernetes cluster container images must include the preStop hook")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    ContainersMustHaveAPreStopHook() {
        super(Container.VIEW, INFO);
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        Field hook = container.field().at("lifecycle", "preStop");
        if (container.type() == Container.Type.REGULAR && container.pod().isReplicated() && !hook.isPresent()) {
            judgement.fail(hook, "lifecycle.preStop is not set");
        }
    }
}
