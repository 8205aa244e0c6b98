package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.workload.Container;

/** Kubernetes stops a container while load balancers still send to it: a pause in preStop closes the gap. */
final class ContainersMustHaveAPreStopHook extends BuiltInPolicy<Container> {
    ContainersMustHaveAPreStopHook() {
        super(
                Container.VIEW,
                policy("workload/pre-stop-hook", Severity.INFO, "Containers must have a preStop hook")
                        .fix("give the container a lifecycle.preStop, such as a sleep of some seconds"));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        Field hook = container.field().at("lifecycle", "preStop");
        if (container.type() == Container.Type.REGULAR && container.pod().isReplicated() && !hook.isPresent()) {
            judgement.fail(hook, "lifecycle.preStop is not set");
        }
    }
}
