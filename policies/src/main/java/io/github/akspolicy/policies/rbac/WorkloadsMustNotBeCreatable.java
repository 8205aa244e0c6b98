package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever creates a pod runs as any service account of its namespace and mounts any of its Secrets. */
final class WorkloadsMustNotBeCreatable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/create-workloads",
                    HIGH,
                    "Creating pods or workloads must be restricted",
                    "deploy by the pipeline only, and take create out of the roles of people and programs")
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.4")
            .references(Catalog.CIS_KUBERNETES, "5.1.4")
            .references(Catalog.TRIVY, "KSV-0048")
            .references(Catalog.KUBE_LINTER, "access-to-create-pods")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    WorkloadsMustNotBeCreatable() {
        super(INFO, Powers.CREATE_WORKLOADS);
    }
}
