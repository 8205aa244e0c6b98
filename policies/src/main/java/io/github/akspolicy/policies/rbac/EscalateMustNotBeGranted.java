package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Escalate lifts the rule that nobody can grant more than they have. */
final class EscalateMustNotBeGranted extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/escalate",
                    CRITICAL,
                    "The escalate verb must not be granted",
                    "take escalate out; whoever may not grant a permission should not")
            .in(RECOMMENDED, TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.7")
            .references(Catalog.CIS_KUBERNETES, "5.1.8")
            .references(Catalog.CHECKOV, "CKV_K8S_158")
            .references(Catalog.TRIVY, "KSV-0050")
            .references(Catalog.KYVERNO, "other/restrict-escalation-verbs-roles")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    EscalateMustNotBeGranted() {
        super(INFO, Powers.ESCALATE);
    }
}
