package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** The address in the status of a Service takes its traffic (CVE-2020-8554). */
final class ServiceStatusMustNotBeChangeable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/service-status",
                    HIGH,
                    "Changing Service status must be restricted (CVE-2020-8554)",
                    "take services/status out of the rule")
            .in(TALK)
            .references(Catalog.CHECKOV, "CKV2_K8S_4")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    ServiceStatusMustNotBeChangeable() {
        super(INFO, Powers.SERVICE_STATUS);
    }
}
