package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Pod;

/** A HostProcess container is a process of its Windows node, with all its rights. */
final class WindowsPodsMustNotBeHostProcesses extends BuiltInPolicy<Pod> {
    WindowsPodsMustNotBeHostProcesses() {
        super(
                Pod.VIEW,
                policy("pod/windows-host-process", CRITICAL, "Windows HostProcess containers are forbidden")
                        .fix("remove securityContext.windowsOptions.hostProcess, or set it to false")
                        .in(RECOMMENDED));
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
