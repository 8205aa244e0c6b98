package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whoever approves certificate signing requests makes credentials for any name. */
final class SigningRequestsMustNotBeApproved extends PowerPolicy {
    private static final Set<String> CLIENT_SIGNERS =
            Set.of("kubernetes.io/kube-apiserver-client", "kubernetes.io/kube-apiserver-client-kubelet");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/csr-approve",
                    HIGH,
                    "Approving certificate signing requests must be restricted",
                    "leave the approval to the controllers of the cluster")
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.10")
            .references(Catalog.CIS_KUBERNETES, "5.1.11")
            .references(Catalog.CHECKOV, "CKV_K8S_156")
            .references(Catalog.KYVERNO, "other/restrict-clusterrole-csr")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    SigningRequestsMustNotBeApproved() {
        super(
                INFO,
                Stream.concat(Powers.APPROVE_REQUESTS.stream(), Powers.APPROVE_SIGNERS.stream())
                        .toList());
    }

    @Override
    boolean counts(GrantedPower granted, Reach reach, Judgement judgement) {
        return !granted.isNamed()
                || !granted.verbs().contains("approve")
                || granted.rule().grants().resourceNames().stream().anyMatch(CLIENT_SIGNERS::contains);
    }

    @Override
    Severity severity(GrantedPower granted, Reach reach) {
        return has(reach, Powers.APPROVE_REQUESTS) && has(reach, Powers.APPROVE_SIGNERS) ? HIGH : MEDIUM;
    }

    private static boolean has(Reach reach, List<Power> powers) {
        return reach.role().rules().stream()
                .anyMatch(rule -> powers.stream().anyMatch(power -> power.isGrantedBy(rule.grants())));
    }
}
