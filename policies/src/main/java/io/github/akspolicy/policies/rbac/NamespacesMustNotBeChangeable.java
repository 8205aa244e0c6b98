package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** The labels of a namespace decide what Pod Security admission and policies let in. */
final class NamespacesMustNotBeChangeable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/namespace-labels",
                    MEDIUM,
                    "Changing Namespace objects must be restricted",
                    "leave namespaces to the deployment pipeline, and take update and patch out")
            .in(TALK)
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    NamespacesMustNotBeChangeable() {
        super(INFO, Powers.NAMESPACES);
    }
}
