package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Pod;

/** User 0 is root: what breaks out of its container is root on the node. */
final class ContainersMustNotRunAsUserZero extends PodPolicy {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/run-as-user-root",
                    HIGH,
                    "runAsUser must not be 0",
                    "set securityContext.runAsUser to a number above 0, or remove it")
            .in(RECOMMENDED, TALK, PSS_RESTRICTED, CIS)
            .references(Catalog.DEFENDER, "Running containers as root user should be avoided")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Set the security context")
            .in(
                    Parameters.DEFAULTS.with(EvaluatedPods.USER_NAMESPACE_RELAXED, false),
                    AZURE_PSP_RESTRICTED,
                    AZURE_SAFEGUARDS_RESTRICTED)
            .references(Catalog.MCSB, "PV-2")
            .reference(
                    Catalog.AZURE_POLICY,
                    "f06ddb64-5fa3-4b77-b166-acb36f7f6042",
                    "Kubernetes cluster pods and containers should only run with approved user and group IDs")
            .reference(
                    Catalog.AZURE_POLICY,
                    "a8e3ce3c-cac3-4402-a28a-03ee3ede9790",
                    "[Preview]: Sets Kubernetes cluster container securityContext.runAsUser fields to 1000, a non-root user id")
            .reference(
                    Catalog.AZURE_POLICY,
                    "97de439f-fd35-4d43-a693-3644f51a51fd",
                    "[Preview]: Sets Kubernetes cluster init containers securityContext.runAsUser fields to 1000, a non-root user id")
            .reference(
                    Catalog.AZURE_POLICY,
                    "fe74a23d-79e4-401c-bd0d-fd7a5b35af32",
                    "[Preview]: Sets Kubernetes cluster Pod securityContext.runAsUser fields to 1000, a non-root user id")
            .references(Catalog.PSS_RESTRICTED, "runAsUser")
            .references(Catalog.CIS_KUBERNETES, "5.2.7")
            .references(Catalog.CHECKOV, "CKV_K8S_23", "CKV_K8S_40")
            .references(Catalog.TRIVY, "KSV-0105", "KSV-0020")
            .references(Catalog.KUBE_LINTER, "run-as-non-root")
            .references(Catalog.KYVERNO, "pod-security/restricted/require-run-as-non-root-user")
            .references(Catalog.GATEKEEPER, "users");

    ContainersMustNotRunAsUserZero() {
        super(INFO, by(RUN_AS_USER).relaxingUserNamespaces());
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        for (Field user : pod.securitySettings("runAsUser")) {
            if (user.integer() == null) {
                judgement.fail(user, "securityContext.runAsUser is not a whole number");
            } else if (PodSecurityStandards.isUserZero(user)) {
                judgement.fail(user, "securityContext.runAsUser is 0", Fix.remove(user));
            }
        }
    }
}
