package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import java.util.stream.Stream;

/** Whoever writes roles and bindings hands permissions on. */
final class RolesMustNotBeWritable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/rolebinding-write",
                    HIGH,
                    "Writing roles and bindings must be restricted",
                    "leave roles and bindings to the deployment pipeline")
            .in(TALK)
            .references(Catalog.CHECKOV, "CKV2_K8S_1")
            .references(Catalog.TRIVY, "KSV-0050", "KSV-0051", "KSV-0052", "KSV-0055")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    RolesMustNotBeWritable() {
        super(INFO, Powers.WRITE_ROLES);
    }

    @Override
    Severity severity(GrantedPower granted, Reach reach) {
        return reach.role().rules().stream()
                        .anyMatch(rule -> Stream.concat(Powers.BIND.stream(), Powers.ESCALATE.stream())
                                .anyMatch(power -> power.isGrantedBy(rule.grants())))
                ? HIGH
                : MEDIUM;
    }
}
