package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import org.jspecify.annotations.Nullable;

/** Whoever configures admission sees and changes every object, or turns every check off. */
final class AdmissionMustNotBeConfigurable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/admission-webhooks",
                    HIGH,
                    "Control of admission configuration must be restricted",
                    "leave the configuration of admission to the deployment pipeline")
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.11")
            .references(Catalog.CIS_KUBERNETES, "5.1.12")
            .references(Catalog.CHECKOV, "CKV_K8S_155")
            .references(Catalog.TRIVY, "KSV-0114")
            .references(Catalog.KYVERNO, "other/restrict-clusterrole-mutating-validating-admission-webhooks")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    AdmissionMustNotBeConfigurable() {
        super(INFO, Powers.ADMISSION_CONFIGURATION);
    }

    @Override
    @Nullable
    Severity severity(GrantedPower granted, Reach reach) {
        // a request to create has no name: it is not limited
        return granted.isNamed() && !granted.verbs().contains("create") ? MEDIUM : null;
    }
}
