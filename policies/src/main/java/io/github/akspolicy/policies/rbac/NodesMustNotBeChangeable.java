package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever changes nodes draws pods, and the Secrets in them, to a node of their choice. */
final class NodesMustNotBeChangeable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/node-modify",
                    HIGH,
                    "Changing nodes must be restricted",
                    "leave nodes to AKS, and take the verbs that change them out")
            .in(TALK)
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    NodesMustNotBeChangeable() {
        super(INFO, Powers.NODES);
    }
}
