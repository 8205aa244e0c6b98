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

/** A container without limits takes what its neighbours on the node need, and takes the node down at worst. */
public final class ContainersMustHaveLimits extends BuiltInPolicy<Container> {
    private static final Parameter<Set<String>> REQUIRED = ResourceAmounts.required("requiredLimits");
    private static final Parameter<String> CPU = ResourceAmounts.bound("cpuLimit", "highest CPU limit");
    private static final Parameter<String> MEMORY = ResourceAmounts.bound("memoryLimit", "highest memory limit");
    private static final Parameter<String> EPHEMERAL_STORAGE =
            ResourceAmounts.bound("ephemeralStorageLimit", "highest limit of ephemeral storage");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/resource-limits",
                    MEDIUM,
                    "Containers must have CPU and memory limits within the maximum",
                    "set resources.limits.cpu and resources.limits.memory of the container")
            .parameters(REQUIRED, CPU, MEMORY, EPHEMERAL_STORAGE)
            .in(RECOMMENDED, TALK)
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

    public ContainersMustHaveLimits() {
        super(Container.VIEW, INFO);
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        if (container.type() == Container.Type.EPHEMERAL) {
            return; // the API server refuses resources of an ephemeral container
        }
        var amounts = new ResourceAmounts("limits", container::limit, judgement, judgement.get(REQUIRED));
        amounts.atMost("cpu", judgement.get(CPU));
        amounts.atMost("memory", judgement.get(MEMORY));
        amounts.atMost("ephemeral-storage", judgement.get(EPHEMERAL_STORAGE));
    }
}
