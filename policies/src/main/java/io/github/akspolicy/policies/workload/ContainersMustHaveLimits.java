package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
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

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/resource-limits",
                    MEDIUM,
                    "Containers must have CPU and memory limits within the maximum",
                    "set resources.limits.cpu and resources.limits.memory of the container")
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
            .in(HARDENED)
            .references(Catalog.MCSB, "PV-2")
            .references(Catalog.DEFENDER, "Container CPU and memory limits should be enforced")
            .reference(
                    Catalog.AZURE_POLICY,
                    "e345eecc-fa47-480f-9e88-67dcc122b164",
                    "Kubernetes cluster containers CPU and memory resource limits should not exceed the specified limits")
            .reference(
                    Catalog.AZURE_POLICY,
                    "42ba1d72-e90f-42f8-bf99-5a1351eed2b1",
                    "Sets Kubernetes cluster containers CPU limits to default values in case not present")
            .reference(
                    Catalog.AZURE_POLICY,
                    "5f86d473-38a8-46c9-bdfe-d7fa3b9836bf",
                    "Sets Kubernetes cluster containers memory limits to default values in case not present")
            .reference(
                    Catalog.AZURE_POLICY,
                    "a2d3ed81-8d11-4079-80a5-1faadc0024f4",
                    "[Deprecated]: Ensure CPU and memory resource limits defined on containers in AKS")
            .references(Catalog.CHECKOV, "CKV_K8S_11", "CKV_K8S_13")
            .references(Catalog.TRIVY, "KSV-0011", "KSV-0018")
            .references(Catalog.KUBE_LINTER, "unset-cpu-requirements", "unset-memory-requirements")
            .references(Catalog.KYVERNO, "best-practices/require-pod-requests-limits", "other/require-cpu-limits")
            .references(Catalog.GATEKEEPER, "containerlimits")
            .references(Catalog.AKS_DOCS, "deployment-safeguards", "developer-best-practices-resource-management");

    private static Parameter<String> ratio(String name) {
        return Parameter.string(
                name, "", "how many times its request a limit may be, such as 1 or 2.5; any when empty");
    }

    ContainersMustHaveLimits() {
        super(WorkloadFacts.CONTAINER_RESOURCES, Set.of(WorkloadFacts.LIMIT_RANGES), INFO);
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
