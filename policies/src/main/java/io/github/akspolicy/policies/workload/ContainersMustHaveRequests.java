package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Safeguarded;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
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

    ContainersMustHaveRequests() {
        super(
                WorkloadFacts.CONTAINER_RESOURCES,
                Set.of(WorkloadFacts.LIMIT_RANGES),
                policy("workload/resource-requests", LOW, "Containers must have CPU and memory requests")
                        .fix("set resources.requests.cpu and resources.requests.memory of the container")
                        .parameters(
                                REQUIRED,
                                CPU_MINIMUM,
                                MEMORY_MINIMUM,
                                CPU_MAXIMUM,
                                MEMORY_MAXIMUM,
                                BEST_EFFORT_ONLY,
                                Safeguarded.MUTATED));
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
