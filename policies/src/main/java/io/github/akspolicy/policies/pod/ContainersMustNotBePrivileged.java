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
import io.github.akspolicy.resource.workload.Container;

/** A privileged container is root on its node. */
public final class ContainersMustNotBePrivileged extends ContainerPolicy {
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/privileged",
                    CRITICAL,
                    "Containers must not be privileged",
                    "remove securityContext.privileged from the container, or set it to false")
            .in(RECOMMENDED, TALK, PSS_BASELINE, PSS_RESTRICTED, CIS)
            .references(Catalog.MCSB, "PV-2")
            .references(Catalog.DEFENDER, "Privileged containers should be avoided")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Limit the pod privileges")
            .in(
                    AZURE,
                    AZURE_PSP_BASELINE,
                    AZURE_PSP_RESTRICTED,
                    AZURE_SAFEGUARDS_BASELINE,
                    AZURE_SAFEGUARDS_RESTRICTED,
                    AZURE_CIS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "95edb821-ddaf-4404-9732-666045e056b4",
                    "Kubernetes cluster should not allow privileged containers")
            .reference(
                    Catalog.AZURE_POLICY,
                    "7ce7ac02-a5c6-45d6-8d1b-844feb1c1531",
                    "[Deprecated]: Do not allow privileged containers in AKS")
            .references(Catalog.PSS_BASELINE, "privileged")
            .references(Catalog.CIS_AKS, "4.2.1")
            .references(Catalog.CIS_KUBERNETES, "5.2.2")
            .references(Catalog.CHECKOV, "CKV_K8S_16")
            .references(Catalog.TRIVY, "KSV-0017")
            .references(Catalog.KUBE_LINTER, "privileged-container")
            .references(Catalog.KYVERNO, "pod-security/baseline/disallow-privileged-containers")
            .references(Catalog.GATEKEEPER, "privileged-containers")
            .references(Catalog.AKS_DOCS, "deployment-safeguards", "developer-best-practices-pod-security");

    public ContainersMustNotBePrivileged() {
        super(INFO, by(PRIVILEGED).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        Field privileged = container.securityContext().get("privileged");
        if (privileged.isTrue()) {
            judgement.fail(
                    privileged,
                    "securityContext.privileged is true",
                    Fix.set(privileged, false).takingAway());
        }
    }
}
