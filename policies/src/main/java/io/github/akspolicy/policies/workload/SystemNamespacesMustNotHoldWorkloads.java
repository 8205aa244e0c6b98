package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Azure Policy and most admission rules leave system namespaces out: a workload there is evaluated by nobody. */
final class SystemNamespacesMustNotHoldWorkloads extends BuiltInPolicy<Pod> {
    private static final Parameter<List<String>> NAMESPACES = Parameter.strings(
            "systemNamespaces",
            List.of(
                    "kube-system",
                    "kube-public",
                    "kube-node-lease",
                    "gatekeeper-system",
                    "azure-arc",
                    "azure-extensions-usage-system",
                    "aks-istio-*",
                    "calico-system",
                    "tigera-operator",
                    "app-routing-system"),
            "namespaces that belong to the cluster; * stands for any text");

    SystemNamespacesMustNotHoldWorkloads() {
        super(
                Pod.VIEW,
                policy("workload/kube-system-namespace", MEDIUM, "Workloads must not be in system namespaces")
                        .fix("deploy into its own namespace")
                        .parameters(NAMESPACES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        Resource resource = pod.resource();
        resource.root().at("metadata", "namespace").read();
        String namespace = resource.namespace();
        if (namespace != null && Glob.anyMatches(judgement.get(NAMESPACES), namespace)) {
            Field written = resource.root().at("metadata", "namespace");
            judgement.fail(
                    written,
                    "metadata.namespace is " + namespace + (written.isPresent() ? "" : ", that of the release"));
        }
    }
}
