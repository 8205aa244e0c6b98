package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** A container that is added to a running pod shares its network, its volumes and, if it wants, its processes. */
final class EphemeralContainersMustNotBeAdded extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/ephemeral-containers",
                    MEDIUM,
                    "Adding ephemeral containers must be restricted",
                    "take pods/ephemeralcontainers out; for an emergency bind the role for an hour")
            .in(TALK)
            .references(Catalog.KYVERNO, "other/block-ephemeral-containers")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    EphemeralContainersMustNotBeAdded() {
        super(INFO, Powers.EPHEMERAL_CONTAINERS);
    }
}
