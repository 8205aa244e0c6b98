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
import java.util.List;

/** An unmasked /proc shows and lets change what the runtime hides of the kernel. */
final class ProcMountMustBeDefault extends ContainerPolicy {
    private static final Parameter<String> ALLOWED = Parameter.choice(
            "procMountType",
            List.of("Default", "Unmasked"),
            "Default",
            "the type that is allowed; Unmasked allows both");
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/proc-mount",
                    MEDIUM,
                    "procMount must be Default",
                    "remove securityContext.procMount from the container, or set it to Default")
            .parameters(ALLOWED)
            .in(RECOMMENDED, PSS_BASELINE)
            .in(PodSecurityVersion.AT_RESTRICTED, PSS_RESTRICTED)
            .in(
                    AZURE.with(PodSecurityVersion.LEVEL, PodSecurityVersion.RESTRICTED),
                    AZURE_SAFEGUARDS_BASELINE,
                    AZURE_SAFEGUARDS_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "f85eb0dd-92ee-40e9-8a76-db25a507d6d3",
                    "Kubernetes cluster containers should only use allowed ProcMountType")
            .references(Catalog.PSS_BASELINE, "procMount")
            .references(Catalog.PSS_RESTRICTED, "procMount_restricted")
            .references(Catalog.TRIVY, "KSV-0027")
            .references(Catalog.KUBE_LINTER, "unsafe-proc-mount")
            .references(Catalog.KYVERNO, "pod-security/baseline/disallow-proc-mount")
            .references(Catalog.GATEKEEPER, "proc-mount")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    ProcMountMustBeDefault() {
        super(INFO, by(PROC_MOUNT, PROC_MOUNT_RESTRICTED).exempting(WindowsPods.EVALUATED));
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
