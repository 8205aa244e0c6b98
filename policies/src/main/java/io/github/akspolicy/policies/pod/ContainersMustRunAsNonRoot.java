package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;

/** Without runAsNonRoot the image decides who runs, and most images decide for root. */
final class ContainersMustRunAsNonRoot extends PodPolicy {
    private static final Parameter<Boolean> ACCEPT_RUN_AS_USER = Parameter.flag(
            "acceptRunAsUserNonZero", false, "whether a runAsUser other than 0 is enough, as it is for Azure Policy");
    private static final Parameter<Boolean> ONLY_IN_EFFECT = Parameter.flag(
            "onlyInEffect",
            false,
            "whether runAsNonRoot: false of the pod counts only for containers that inherit it: Pod Security refuses it"
                    + " even when every container replaces it");
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED)
            .with(ACCEPT_RUN_AS_USER, true)
            .with(EvaluatedPods.USER_NAMESPACE_RELAXED, false);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/run-as-non-root",
                    HIGH,
                    "Containers must be forced to run as non-root",
                    "set securityContext.runAsNonRoot: true where it is false, or on the pod where it is not set")
            .parameters(ACCEPT_RUN_AS_USER, ONLY_IN_EFFECT)
            .in(RECOMMENDED, TALK, PSS_RESTRICTED, CIS)
            .references(Catalog.DEFENDER, "Running containers as root user should be avoided")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Set the security context")
            .in(AZURE, AZURE_PSP_RESTRICTED, AZURE_SAFEGUARDS_RESTRICTED)
            .references(Catalog.MCSB, "PV-2")
            .reference(
                    Catalog.AZURE_POLICY,
                    "f06ddb64-5fa3-4b77-b166-acb36f7f6042",
                    "Kubernetes cluster pods and containers should only run with approved user and group IDs")
            .reference(
                    Catalog.AZURE_POLICY,
                    "2fe7ba7d-f670-41f5-8b70-b61dc7dfbe18",
                    "[Preview]: Prevents containers from being ran as root by setting runAsNotRoot to true")
            .reference(
                    Catalog.AZURE_POLICY,
                    "fed6510d-00b9-40db-a347-933125a6a327",
                    "[Preview]: Prevents init containers from being ran as root by setting runAsNotRoot to true")
            .references(Catalog.PSS_RESTRICTED, "runAsNonRoot")
            .references(Catalog.CIS_KUBERNETES, "5.2.7")
            .references(Catalog.CHECKOV, "CKV_K8S_23")
            .references(Catalog.TRIVY, "KSV-0012")
            .references(Catalog.KUBE_LINTER, "run-as-non-root")
            .references(Catalog.KYVERNO, "pod-security/restricted/require-run-as-nonroot")
            .references(Catalog.GATEKEEPER, "users")
            .references(Catalog.AKS_DOCS, "developer-best-practices-pod-security", "secure-container-access");

    ContainersMustRunAsNonRoot() {
        super(INFO, by(RUN_AS_NON_ROOT).relaxingUserNamespaces().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        Pod judged = judgement.get(ACCEPT_RUN_AS_USER) ? pod.without(Container::runsAsNonZeroUser) : pod;
        if (judged.containers().isEmpty()) {
            return;
        }
        for (Field setting : judgement.get(ONLY_IN_EFFECT)
                ? judged.securityInEffect("runAsNonRoot")
                : judged.securitySettings("runAsNonRoot")) {
            if (setting.isFalse()) {
                judgement.fail(setting, "securityContext.runAsNonRoot is false", Fix.set(setting, true));
            }
        }
        for (Field gap : judged.securityGaps("runAsNonRoot")) {
            judgement.fail(gap, "securityContext.runAsNonRoot is not set", Fix.set(gap, true));
        }
    }
}
