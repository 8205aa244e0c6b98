package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** The status of a pod decides whether it gets traffic and whether it is replaced. */
final class PodStatusMustNotBeChangeable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/pod-status",
                    MEDIUM,
                    "Changing pod status must be restricted",
                    "take pods/status out of the rule")
            .in(TALK)
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    PodStatusMustNotBeChangeable() {
        super(INFO, Powers.POD_STATUS);
    }
}
