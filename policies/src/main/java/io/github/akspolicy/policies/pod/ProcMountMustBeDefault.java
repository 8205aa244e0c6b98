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
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** An unmasked /proc shows and lets change what the runtime hides of the kernel. */
final class ProcMountMustBeDefault extends ContainerPolicy {
    private static final Parameter<String> ALLOWED = Parameter.choice(
            "procMountType",
            List.of("Default", "Unmasked"),
            "Default",
            "the type that is allowed; Unmasked allows both");
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);

    ProcMountMustBeDefault() {
        super(
                policy("pod/proc-mount", MEDIUM, "procMount must be Default")
                        .fix("remove securityContext.procMount from the container, or set it to Default")
                        .parameters(ALLOWED)
                        .in(RECOMMENDED),
                by(PROC_MOUNT, PROC_MOUNT_RESTRICTED).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        Field procMount = container.securityContext().get("procMount");
        if (PodSecurityStandards.isOtherProcMount(procMount)
                && !judgement.get(ALLOWED).equals("Unmasked")) {
            judgement.fail(
                    procMount, "securityContext.procMount is " + procMount.textOr("no text"), Fix.remove(procMount));
        }
    }
}
