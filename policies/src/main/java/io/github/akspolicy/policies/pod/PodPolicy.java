package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.workload.Pod;

/** A policy about the pods that it evaluates. */
abstract class PodPolicy extends BuiltInPolicy<Pod> {
    private final EvaluatedPods pods;

    /** @param info without the settings that follow from {@code pods} */
    PodPolicy(PolicyInfo info, EvaluatedPods pods) {
        super(Pod.VIEW, pods.addTo(info));
        this.pods = pods;
    }

    @Override
    public final void evaluate(Pod pod, Judgement judgement) {
        if (pods.include(pod, judgement)) {
            check(pod, judgement);
        }
    }

    abstract void check(Pod pod, Judgement judgement);
}
