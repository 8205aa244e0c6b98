package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.workload.Container;

/** A policy about the containers of the pods that it evaluates. */
abstract class ContainerPolicy extends BuiltInPolicy<Container> {
    private final EvaluatedPods pods;

    /** @param info without the settings that follow from {@code pods} */
    ContainerPolicy(PolicyInfo info, EvaluatedPods pods) {
        super(Container.VIEW, pods.addTo(info));
        this.pods = pods;
    }

    @Override
    public final void evaluate(Container container, Judgement judgement) {
        if (pods.include(container.pod(), judgement)) {
            check(container, judgement);
        }
    }

    abstract void check(Container container, Judgement judgement);
}
