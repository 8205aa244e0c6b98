package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever may impersonate users and groups is everybody. */
final class ImpersonateMustNotBeGranted extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/impersonate",
                    CRITICAL,
                    "The impersonate verb must not be granted",
                    "take impersonate out, or name in resourceNames whom it is about")
            .in(RECOMMENDED, TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.7")
            .references(Catalog.CIS_KUBERNETES, "5.1.8")
            .references(Catalog.CHECKOV, "CKV2_K8S_3")
            .references(Catalog.TRIVY, "KSV-0043")
            .references(Catalog.KYVERNO, "other/restrict-escalation-verbs-roles")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    ImpersonateMustNotBeGranted() {
        super(INFO, Powers.IMPERSONATE);
    }
}
