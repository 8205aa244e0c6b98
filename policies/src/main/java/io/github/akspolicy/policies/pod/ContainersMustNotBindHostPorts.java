package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.NumberRanges;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** A port of the node bypasses Services and network policies, and only one pod per node can have it. */
final class ContainersMustNotBindHostPorts extends ContainerPolicy {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
                    "allowedHostPorts",
                    List.of(),
                    "ports that may be bound: single ones such as 80, or ranges such as 3000-5000")
            .checkedBy(NumberRanges::fault);

    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/host-ports",
                    HIGH,
                    "Containers must not bind host ports",
                    "remove hostPort, and hostNetwork from the pod; expose the port by a Service")
            .parameters(ALLOWED)
            .in(RECOMMENDED, TALK, PSS_BASELINE, PSS_RESTRICTED, CIS)
            .references(Catalog.MCSB, "PV-2")
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
                    "82985f06-dc18-4a48-bc1c-b9f4f0098cfe",
                    "Kubernetes cluster pods should only use approved host network and port list")
            .references(Catalog.PSS_BASELINE, "hostPorts")
            .references(Catalog.CIS_KUBERNETES, "5.2.13")
            .references(Catalog.CHECKOV, "CKV_K8S_26")
            .references(Catalog.TRIVY, "KSV-0024")
            .references(
                    Catalog.KYVERNO,
                    "pod-security/baseline/disallow-host-ports",
                    "pod-security/baseline/disallow-host-ports-range")
            .references(Catalog.GATEKEEPER, "host-network-ports")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    ContainersMustNotBindHostPorts() {
        super(INFO, by().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        var allowed = new NumberRanges(judgement.get(ALLOWED));
        for (Field port : container.hostPorts()) {
            if (!allowed.contain(port)) {
                judgement.add(Observation.violation(
                        port.place(),
                        port.key().equals("hostPort")
                                ? "hostPort is " + port.text()
                                : "containerPort " + port.text()
                                        + " is bound on the node, because the pod has hostNetwork: true",
                        port.textOr("")));
            }
        }
    }
}
