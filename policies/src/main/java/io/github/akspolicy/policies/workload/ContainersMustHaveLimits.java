package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import java.util.Set;

/** A container without limits takes what its neighbours on the node need, and takes the node down at worst. */
final class ContainersMustHaveLimits extends BuiltInEnvironmentPolicy<ContainerResources> {
    private static final String STORAGE = "ephemeral-storage";
    private static final Parameter<Set<String>> REQUIRED = ResourceAmounts.required("requiredLimits");
    private static final Parameter<String> CPU = ResourceAmounts.bound("cpuLimit", "highest CPU limit");
    private static final Parameter<String> MEMORY = ResourceAmounts.bound("memoryLimit", "highest memory limit");
    private static final Parameter<String> EPHEMERAL_STORAGE =
            ResourceAmounts.bound("ephemeralStorageLimit", "highest limit of ephemeral storage");

    private static final Parameter<Boolean> EMPTY_DIR = Parameter.flag(
            "limitEmptyDir",
            false,
            "whether a container must have a limit of ephemeral storage when it mounts an emptyDir without sizeLimit");
    private static final Parameter<Set<String>> FORBIDDEN = Parameter.choices(
            "forbiddenLimits",
            ContainerResources.RESOURCES,
            Set.of(),
            "resources that must not be limited: a limit of CPU slows a container down though its node idles");
    private static final Parameter<String> CPU_RATIO = ratio("cpuLimitRequestRatio");
    private static final Parameter<String> MEMORY_RATIO = ratio("memoryLimitRequestRatio");

    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "limits of CPU and memory alone, without LimitRanges; 0 is a limit, +1, 1. and 1e9 are none");

    private static Parameter<String> ratio(String name) {
        return Parameter.string(
                name, "", "how many times its request a limit may be, such as 1 or 2.5; any when empty");
    }

    ContainersMustHaveLimits() {
        super(
                WorkloadFacts.CONTAINER_RESOURCES,
                Set.of(WorkloadFacts.LIMIT_RANGES),
                policy(
                                "workload/resource-limits",
                                MEDIUM,
                                "Containers must have CPU and memory limits within the maximum")
                        .fix("set resources.limits.cpu and resources.limits.memory of the container")
                        .parameters(
                                REQUIRED,
                                CPU,
                                MEMORY,
                                EPHEMERAL_STORAGE,
                                EMPTY_DIR,
                                FORBIDDEN,
                                CPU_RATIO,
                                MEMORY_RATIO,
                                AZURE_COMPAT)
                        .in(RECOMMENDED, Parameters.DEFAULTS.with(REQUIRED, Set.of("memory")))
                        .in(HARDENED));
    }

    @Override
    public void evaluate(ContainerResources container, Indexes indexes, Judgement judgement) {
        var limits = ResourceAmounts.limits(container, indexes, judgement);
        if (judgement.get(AZURE_COMPAT)) {
            limits.asAzure("cpu", judgement.get(CPU));
            limits.asAzure("memory", judgement.get(MEMORY));
            return;
        }
        var requests = ResourceAmounts.requests(container, indexes, judgement);
        boolean needsStorage = judgement.get(EMPTY_DIR) && container.fillsEmptyDir();
        limits.required(judgement.get(REQUIRED));
        if (needsStorage && !judgement.get(REQUIRED).contains(STORAGE)) {
            limits.required(Set.of(STORAGE));
        }
        limits.forbidden(judgement.get(FORBIDDEN));
        limits.between("cpu", "", judgement.get(CPU));
        limits.between("memory", "", judgement.get(MEMORY));
        limits.between(STORAGE, "", judgement.get(EPHEMERAL_STORAGE));
        limits.atMostTimes(requests, "cpu", judgement.get(CPU_RATIO));
        limits.atMostTimes(requests, "memory", judgement.get(MEMORY_RATIO));
    }
}
