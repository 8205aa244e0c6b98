package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** ConfigMaps of kube-system configure DNS, monitoring and other parts of the cluster. */
final class SystemConfigMapsMustNotBeWritable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/manage-configmaps",
                    LOW,
                    "Writing ConfigMaps in system namespaces must be restricted",
                    "grant it by a Role in the namespace of the program")
            .in(TALK)
            .references(Catalog.TRIVY, "KSV-0049")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    SystemConfigMapsMustNotBeWritable() {
        super(INFO, Powers.CONFIG_MAPS);
    }

    @Override
    boolean counts(GrantedPower granted, Reach reach, Judgement judgement) {
        return reach.mayInclude(Reach.SYSTEM);
    }
}
