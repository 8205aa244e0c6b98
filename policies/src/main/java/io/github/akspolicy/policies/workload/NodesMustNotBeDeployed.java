package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;

/** Nodes belong to AKS: what a manifest says about them is gone at the next upgrade or scale-out. */
final class NodesMustNotBeDeployed extends BuiltInPolicy<Resource> {
    NodesMustNotBeDeployed() {
        super(
                ViewType.RESOURCE,
                policy("workload/node-object-edits", MEDIUM, "Node objects must not be deployed")
                        .fix("set labels and taints on the node pool")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (resource.is("", "Node")) {
            judgement.fail(resource.root().get("kind"), "kind is Node: nodes belong to their pool");
        }
    }
}
