package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.Resource;

/** An active policy as the evaluator runs it, hundreds of thousands of times: what its settings say of that is known before. */
final class PlannedPolicy {
    private final int number;
    private final ActivePolicy active;
    private final boolean isAboutPods;
    private final boolean isSelective;
    private final boolean excludesContainers;

    /** @param number its place among the active policies, from 0 */
    PlannedPolicy(int number, ActivePolicy active) {
        this.number = number;
        this.active = active;
        this.isAboutPods = active.kinds().includePods();
        this.isSelective = active.isSelective();
        this.excludesContainers = active.excludesContainers();
    }

    int number() {
        return number;
    }

    ActivePolicy active() {
        return active;
    }

    Policy policy() {
        return active.policy();
    }

    boolean excludesContainers() {
        return excludesContainers;
    }

    /** Whether a resource is judged at all. */
    boolean judges(Resource resource) {
        return !isSelective || active.judges(resource, isAboutPods);
    }

    /** Whether a fact is judged: not when all its containers are excluded. */
    boolean judgesFact(Object fact) {
        return !excludesContainers || !active.excludesFact(fact);
    }
}
