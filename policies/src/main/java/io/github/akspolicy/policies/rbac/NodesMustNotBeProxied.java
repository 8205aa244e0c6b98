package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** The API of the kubelet runs commands in every pod of the node, past audit and admission. */
final class NodesMustNotBeProxied extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/node-proxy",
                    CRITICAL,
                    "Access to nodes/proxy must be restricted",
                    "use nodes/metrics and nodes/stats instead of nodes/proxy")
            .in(RECOMMENDED, TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.9")
            .references(Catalog.CIS_KUBERNETES, "5.1.10")
            .references(Catalog.CHECKOV, "CKV2_K8S_2")
            .references(Catalog.TRIVY, "KSV-0047")
            .references(Catalog.KYVERNO, "other/restrict-clusterrole-nodesproxy")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    NodesMustNotBeProxied() {
        super(INFO, Powers.NODE_PROXY);
    }
}
