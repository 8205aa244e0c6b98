package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** A PersistentVolume with a host path reads the file system of the node. */
final class PersistentVolumesMustNotBeCreatable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/persistent-volumes",
                    MEDIUM,
                    "Creating PersistentVolumes must be restricted",
                    "let a StorageClass provision volumes, and take create out")
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.8")
            .references(Catalog.CIS_KUBERNETES, "5.1.9")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    PersistentVolumesMustNotBeCreatable() {
        super(INFO, Powers.PERSISTENT_VOLUMES);
    }
}
