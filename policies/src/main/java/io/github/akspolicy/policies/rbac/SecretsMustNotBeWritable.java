package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever creates a Secret of a service account's token and reads it is that service account. */
final class SecretsMustNotBeWritable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/write-secrets",
                    HIGH,
                    "Creating or changing Secrets must be restricted",
                    "let Key Vault or the deployment pipeline write Secrets, and take create, update and patch out of the rule")
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.2")
            .references(Catalog.TRIVY, "KSV-0041", "KSV-0113")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    SecretsMustNotBeWritable() {
        super(INFO, Powers.WRITE_SECRETS);
    }
}
