package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;

/** Nodes belong to AKS: what a manifest says about them is gone at the next upgrade or scale-out. */
final class NodesMustNotBeDeployed extends BuiltInPolicy<Resource> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/node-object-edits",
                    MEDIUM,
                    "Node objects must not be deployed",
                    "set labels and taints on the node pool")
            .in(RECOMMENDED, AZURE_SAFEGUARDS, AZURE_SAFEGUARDS_BASELINE, AZURE_SAFEGUARDS_RESTRICTED)
            .reference(Catalog.AZURE_POLICY, "53a4a537-990c-495a-92e0-7c21a465442c", "Cannot Edit Individual Nodes")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    NodesMustNotBeDeployed() {
        super(ViewType.RESOURCE, INFO);
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (resource.is("", "Node")) {
            judgement.fail(resource.root().get("kind"), "kind is Node: nodes belong to their pool");
        }
    }
}
