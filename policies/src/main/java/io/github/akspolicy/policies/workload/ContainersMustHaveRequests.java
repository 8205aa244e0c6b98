package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Safeguarded;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import java.util.Set;

/** The scheduler places pods by their requests: without one it packs a node until its pods are evicted. */
final class ContainersMustHaveRequests extends BuiltInEnvironmentPolicy<ContainerResources> {
    private static final Parameter<Set<String>> REQUIRED = ResourceAmounts.required("requiredRequests");
    private static final Parameter<String> CPU_MINIMUM = ResourceAmounts.bound("cpuMinimum", "lowest CPU request");
    private static final Parameter<String> MEMORY_MINIMUM =
            ResourceAmounts.bound("memoryMinimum", "lowest memory request");
    private static final Parameter<String> CPU_MAXIMUM = ResourceAmounts.bound("cpuMaximum", "highest CPU request");
    private static final Parameter<String> MEMORY_MAXIMUM =
            ResourceAmounts.bound("memoryMaximum", "highest memory request");

    private static final Parameter<Boolean> BEST_EFFORT_ONLY = Parameter.flag(
            "bestEffortOnly",
            false,
            "whether requests are required only in pods that have no request and no limit of CPU or memory at all");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/resource-requests",
                    LOW,
                    "Containers must have CPU and memory requests",
                    "set resources.requests.cpu and resources.requests.memory of the container")
            .parameters(
                    REQUIRED,
                    CPU_MINIMUM,
                    MEMORY_MINIMUM,
                    CPU_MAXIMUM,
                    MEMORY_MAXIMUM,
                    BEST_EFFORT_ONLY,
                    Safeguarded.MUTATED)
            .in(Parameters.DEFAULTS.with(Safeguarded.MUTATED, true), Safeguarded.SAFEGUARDS)
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

    ContainersMustHaveRequests() {
        super(WorkloadFacts.CONTAINER_RESOURCES, Set.of(WorkloadFacts.LIMIT_RANGES), INFO);
    }

    @Override
    public void evaluate(ContainerResources container, Indexes indexes, Judgement judgement) {
        var requests = ResourceAmounts.requests(container, indexes, Safeguarded.of(judgement));
        if (!judgement.get(BEST_EFFORT_ONLY) || container.isBestEffort()) {
            requests.required(judgement.get(REQUIRED));
        }
        requests.between("cpu", judgement.get(CPU_MINIMUM), judgement.get(CPU_MAXIMUM));
        requests.between("memory", judgement.get(MEMORY_MINIMUM), judgement.get(MEMORY_MAXIMUM));
        requests.between("ephemeral-storage", "", "");
    }
}
