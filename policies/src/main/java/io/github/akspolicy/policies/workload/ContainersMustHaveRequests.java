package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import java.util.Set;

/** The scheduler places pods by their requests: without one it packs a node until its pods are evicted. */
public final class ContainersMustHaveRequests extends BuiltInPolicy<Container> {
    private static final Parameter<Set<String>> REQUIRED = ResourceAmounts.required("requiredRequests");
    private static final Parameter<String> CPU_MINIMUM = ResourceAmounts.bound("cpuMinimum", "lowest CPU request");
    private static final Parameter<String> MEMORY_MINIMUM =
            ResourceAmounts.bound("memoryMinimum", "lowest memory request");
    private static final Parameter<String> CPU_MAXIMUM = ResourceAmounts.bound("cpuMaximum", "highest CPU request");
    private static final Parameter<String> MEMORY_MAXIMUM =
            ResourceAmounts.bound("memoryMaximum", "highest memory request");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/resource-requests",
                    LOW,
                    "Containers must have CPU and memory requests",
                    "set resources.requests.cpu and resources.requests.memory of the container")
            .parameters(REQUIRED, CPU_MINIMUM, MEMORY_MINIMUM, CPU_MAXIMUM, MEMORY_MAXIMUM)
            .in(AZURE_SAFEGUARDS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "03a4ecdb-0684-4039-be91-2762979e1bc8",
                    "Kubernetes cluster containers CPU and memory resource requests must be defined")
            .references(Catalog.CHECKOV, "CKV_K8S_10", "CKV_K8S_12")
            .references(Catalog.TRIVY, "KSV-0015", "KSV-0016")
            .references(Catalog.KUBE_LINTER, "unset-cpu-requirements", "unset-memory-requirements")
            .references(Catalog.KYVERNO, "best-practices/require-pod-requests-limits")
            .references(Catalog.GATEKEEPER, "containerrequests")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    public ContainersMustHaveRequests() {
        super(Container.VIEW, INFO);
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        if (container.type() == Container.Type.EPHEMERAL) {
            return; // the API server refuses resources of an ephemeral container
        }
        var amounts = new ResourceAmounts("requests", container::request, judgement, judgement.get(REQUIRED));
        amounts.between("cpu", judgement.get(CPU_MINIMUM), judgement.get(CPU_MAXIMUM));
        amounts.between("memory", judgement.get(MEMORY_MINIMUM), judgement.get(MEMORY_MAXIMUM));
        amounts.atMost("ephemeral-storage", "");
    }
}
