package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** A sysctl that has no namespace of its own changes the kernel of the whole node. */
final class OnlySafeSysctlsMayBeSet extends PodPolicy {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSysctls",
            PodSecurityStandards.SYSCTLS.in(PodSecurityVersion.NEWEST),
            "names, or beginnings followed by *; one that a later version of the Pod Security Standards added does not"
                    + " count before it");
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);

    OnlySafeSysctlsMayBeSet() {
        super(
                policy("pod/sysctls", MEDIUM, "Only safe sysctls may be set")
                        .fix("remove the sysctl from securityContext.sysctls of the pod")
                        .parameters(ALLOWED)
                        .in(RECOMMENDED),
                by(SYSCTLS).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        if (pod.sysctls().isEmpty()) {
            return;
        }
        int minor = PodSecurityVersion.minor(judgement);
        List<String> allowed = judgement.get(ALLOWED).stream()
                .filter(name -> !PodSecurityStandards.SYSCTLS.addLater(name, minor))
                .toList();
        for (Field sysctl : pod.sysctls()) {
            if (!Glob.anyMatches(allowed, sysctl.stringOr(""))) {
                judgement.add(Observation.violation(
                        sysctl.place(), "securityContext.sysctls sets " + sysctl.textOr("no name"), sysctl.textOr("")));
            }
        }
    }
}
