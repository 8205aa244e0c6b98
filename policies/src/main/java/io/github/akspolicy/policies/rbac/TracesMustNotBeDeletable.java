package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever deletes events wipes out what happened. */
final class TracesMustNotBeDeletable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/delete-events-logs",
                    LOW,
                    "Deleting events or pod logs must be restricted",
                    "take delete and deletecollection out of the rule")
            .in(TALK)
            .references(Catalog.TRIVY, "KSV-0042")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    TracesMustNotBeDeletable() {
        super(INFO, Powers.TRACES);
    }
}
