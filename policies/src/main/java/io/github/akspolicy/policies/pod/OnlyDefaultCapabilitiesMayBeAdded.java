package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;
import java.util.stream.Stream;

/** Capabilities beyond the runtime's own set, such as SYS_ADMIN, give a container parts of root on its node. */
final class OnlyDefaultCapabilitiesMayBeAdded extends ContainerPolicy {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedCapabilities", PodSecurityStandards.CAPABILITIES, "capabilities that may be added; * allows all");
    /** The PSS baseline and NET_RAW: the parameter of both Azure initiatives for pod security. */
    private static final List<String> AZURE_CAPABILITIES = Stream.concat(
                    PodSecurityStandards.CAPABILITIES.stream(), Stream.of("NET_RAW"))
            .toList();

    private static final Parameters AZURE =
            WindowsPods.azure(WindowsPods.EVALUATED).with(Capabilities.CASE_SENSITIVE, false);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/capabilities-added",
                    HIGH,
                    "Only the default capability set may be added",
                    "remove the capability from securityContext.capabilities.add of the container")
            .parameters(ALLOWED, Capabilities.CASE_SENSITIVE)
            .in(RECOMMENDED, TALK, PSS_BASELINE, CIS)
            .references(Catalog.MCSB, "PV-2")
            .references(Catalog.DEFENDER, "Least privileged Linux capabilities should be enforced for containers")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Reduce the pod capabilities")
            .in(PodSecurityVersion.AT_RESTRICTED, PSS_RESTRICTED)
            .in(AZURE.with(ALLOWED, AZURE_CAPABILITIES), AZURE_PSP_BASELINE, AZURE_PSP_RESTRICTED)
            .in(AZURE, AZURE_SAFEGUARDS_BASELINE)
            .in(AZURE.with(ALLOWED, List.of()), AZURE_SAFEGUARDS_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "c26596ff-4d70-4e6a-9a30-c2506bd2f80c",
                    "Kubernetes cluster containers should only use allowed capabilities")
            .references(Catalog.PSS_BASELINE, "capabilities_baseline")
            .references(Catalog.CIS_KUBERNETES, "5.2.8", "5.2.9")
            .references(Catalog.CHECKOV, "CKV_K8S_25", "CKV_K8S_28")
            .references(Catalog.TRIVY, "KSV-0022", "KSV-0119", "KSV-0120")
            .references(Catalog.KUBE_LINTER, "drop-net-raw-capability")
            .references(
                    Catalog.KYVERNO,
                    "pod-security/baseline/disallow-capabilities",
                    "best-practices/require-drop-cap-net-raw")
            .references(Catalog.GATEKEEPER, "capabilities")
            .references(Catalog.AKS_DOCS, "deployment-safeguards", "developer-best-practices-pod-security");

    OnlyDefaultCapabilitiesMayBeAdded() {
        super(INFO, by(CAPABILITIES_BASELINE).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        var allowed = new Capabilities(judgement.get(ALLOWED), judgement.get(Capabilities.CASE_SENSITIVE));
        allowed.othersIn(container.capabilities().get("add")).stream()
                .map(Capabilities::added)
                .forEach(judgement::add);
    }
}
