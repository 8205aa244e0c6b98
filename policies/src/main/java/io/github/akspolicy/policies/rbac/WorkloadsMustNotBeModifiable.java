package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever changes a pod template runs another image with the same identity. */
final class WorkloadsMustNotBeModifiable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/modify-pods",
                    MEDIUM,
                    "Updating pods or workload templates must be restricted",
                    "deploy by the pipeline only, and take update and patch out of the roles of people and programs")
            .in(TALK)
            .references(Catalog.TRIVY, "KSV-0048")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    WorkloadsMustNotBeModifiable() {
        super(INFO, Powers.MODIFY_PODS);
    }
}
