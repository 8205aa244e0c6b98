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

/** A container keeps the runtime's own set of capabilities unless it drops them; hardly any program needs one. */
final class ContainersMustDropAllCapabilities extends ContainerPolicy {
    private static final Parameter<List<String>> REQUIRED_DROP = Parameter.strings(
            "requiredDrop",
            List.of(PodSecurityStandards.DROPPED_CAPABILITY),
            "capabilities that must be dropped; dropping ALL drops each of them");
    private static final Parameter<List<String>> ALLOWED_ADD = Parameter.strings(
            "allowedAdd",
            PodSecurityStandards.RESTRICTED_CAPABILITIES,
            "capabilities that may be added back; * allows all");
    /** Where pod/capabilities-added is a member too: one added capability must not be reported twice. */
    private static final Parameters DROP_ONLY = Parameters.DEFAULTS.with(ALLOWED_ADD, List.of("*"));

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/capabilities-drop-all",
                    MEDIUM,
                    "Containers must drop ALL capabilities and add back at most NET_BIND_SERVICE",
                    "set securityContext.capabilities.drop: [ALL] on the container")
            .parameters(REQUIRED_DROP, ALLOWED_ADD, Capabilities.CASE_SENSITIVE)
            .in(PSS_RESTRICTED)
            // no Azure profile: each Azure initiative requires no dropped capability (requiredDropCapabilities: [])
            .in(DROP_ONLY, RECOMMENDED, TALK, CIS)
            .references(Catalog.DEFENDER, "Least privileged Linux capabilities should be enforced for containers")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Reduce the pod capabilities")
            .references(Catalog.MCSB, "PV-2")
            .reference(
                    Catalog.AZURE_POLICY,
                    "c26596ff-4d70-4e6a-9a30-c2506bd2f80c",
                    "Kubernetes cluster containers should only use allowed capabilities")
            .reference(
                    Catalog.AZURE_POLICY,
                    "c873b3ba-c605-42e4-a64b-a142a93826fc",
                    "Mutate K8s Container to drop all capabilities")
            .reference(
                    Catalog.AZURE_POLICY,
                    "c812272d-7488-495f-a505-047d34b83f58",
                    "Mutate K8s Init Container to drop all capabilities")
            .references(Catalog.PSS_RESTRICTED, "capabilities_restricted")
            .references(Catalog.CIS_KUBERNETES, "5.2.10")
            .references(Catalog.CHECKOV, "CKV_K8S_37", "CKV_K8S_28")
            .references(Catalog.TRIVY, "KSV-0003", "KSV-0004", "KSV-0106")
            .references(Catalog.KUBE_LINTER, "drop-net-raw-capability")
            .references(
                    Catalog.KYVERNO,
                    "pod-security/restricted/disallow-capabilities-strict",
                    "best-practices/require-drop-all")
            .references(Catalog.GATEKEEPER, "capabilities")
            .references(Catalog.AKS_DOCS, "deployment-safeguards", "developer-best-practices-pod-security");

    ContainersMustDropAllCapabilities() {
        super(INFO, by(CAPABILITIES_RESTRICTED).exempting(WindowsPods.EXEMPT_BY_OS_NAME));
    }

    @Override
    void check(Container container, Judgement judgement) {
        boolean caseSensitive = judgement.get(Capabilities.CASE_SENSITIVE);
        Field drop = container.capabilities().get("drop");
        var dropped = new Capabilities(drop.strings(), caseSensitive);
        List<String> kept = judgement.get(REQUIRED_DROP).stream()
                .filter(required -> !dropped.contain("ALL") && !dropped.contain(required))
                .toList();
        if (!kept.isEmpty()) {
            judgement.fail(
                    drop,
                    "securityContext.capabilities.drop "
                            + (drop.isPresent() ? "lacks " + String.join(", ", kept) : "is not set"),
                    Fix.add(drop, kept.contains("ALL") ? "ALL" : kept.get(0)));
        }
        var allowed = new Capabilities(judgement.get(ALLOWED_ADD), caseSensitive);
        allowed.othersIn(container.capabilities().get("add")).stream()
                .map(Capabilities::added)
                .forEach(judgement::add);
    }
}
