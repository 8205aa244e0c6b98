package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Pod;

/** A HostProcess container is a process of its Windows node, with all its rights. */
final class WindowsPodsMustNotBeHostProcesses extends BuiltInPolicy<Pod> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/windows-host-process",
                    CRITICAL,
                    "Windows HostProcess containers are forbidden",
                    "remove securityContext.windowsOptions.hostProcess, or set it to false")
            .in(RECOMMENDED, TALK, PSS_BASELINE, PSS_RESTRICTED, CIS)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Limit the pod privileges")
            .in(AZURE_SAFEGUARDS_BASELINE, AZURE_SAFEGUARDS_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "077f0ce1-86d6-4058-bc60-de05067e8622",
                    "Kubernetes cluster Windows pods should not run HostProcess containers")
            .references(Catalog.PSS_BASELINE, "windowsHostProcess")
            .references(Catalog.CIS_KUBERNETES, "5.2.11")
            .references(Catalog.TRIVY, "KSV-0103")
            .references(Catalog.KYVERNO, "pod-security/baseline/disallow-host-process")
            .references(Catalog.GATEKEEPER, "host-process")
            .references(Catalog.AKS_DOCS, "use-windows-hpc");

    WindowsPodsMustNotBeHostProcesses() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        for (Field windows : pod.securitySettings("windowsOptions")) {
            Field hostProcess = windows.get("hostProcess");
            if (PodSecurityStandards.isHostProcess(windows) && !pod.isWhollyExcluded()) {
                judgement.fail(
                        hostProcess,
                        "securityContext.windowsOptions.hostProcess is true",
                        Fix.set(hostProcess, false).takingAway());
            }
        }
    }
}
