package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.*;
import static io.github.akspolicy.resource.cluster.PoolProperties.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.Lifecycle.Entry;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What AKS retires works until it does not: a pool that cannot be scaled, an ingress without fixes. */
final class PartsMustBeSupported extends BuiltInPolicy<AzureResource> {
    /**
     * A part of a cluster or pool.
     *
     * @param name in the table of {@link Lifecycle}
     * @param property what turns it on
     * @param isOn whether a value of it does
     * @param instead what to use
     */
    private record Part(
            String name, AzureProperty property, BiPredicate<Setting, AzureResource> isOn, String instead) {}

    private static final String AZURE_POLICY_ON_WINDOWS = "Azure network policy on Windows";
    private static final String AZURE_POLICY_ON_LINUX = "Azure network policy on Linux";

    private static final List<Part> OF_CLUSTERS = List.of(
            new Part("basic load balancer", LOAD_BALANCER_SKU, (sku, cluster) -> sku.is("basic"), "use standard"),
            new Part(
                    "Open Service Mesh",
                    OPEN_SERVICE_MESH,
                    (mesh, cluster) -> mesh.isTrue(),
                    "migrate to the Istio add-on"),
            new Part(
                    "NGINX of application routing",
                    APP_ROUTING,
                    (routing, cluster) ->
                            routing.isTrue() && !cluster.get(APP_ROUTING_NGINX).is("None"),
                    "migrate to the Gateway API of application routing, and turn the NGINX controller off"),
            new Part(
                    "kubenet", NETWORK_PLUGIN, (plugin, cluster) -> plugin.is("kubenet"), "use Azure CNI with overlay"),
            new Part(
                    AZURE_POLICY_ON_WINDOWS,
                    NETWORK_POLICY,
                    (policy, cluster) -> policy.is("azure") && hasWindows(cluster),
                    "use Calico, or rules of the network"),
            new Part(
                    AZURE_POLICY_ON_LINUX,
                    NETWORK_POLICY,
                    (policy, cluster) -> policy.is("azure") && !hasWindows(cluster),
                    "use Cilium"));

    private static final List<Part> OF_POOLS = List.of(
            new Part(
                    "AvailabilitySet",
                    TYPE,
                    (type, pool) -> type.is("AvailabilitySet"),
                    "use VirtualMachineScaleSets or VirtualMachines"),
            new Part(
                    "enableCustomCATrust",
                    CUSTOM_CA_TRUST,
                    (trust, pool) -> trust.isTrue(),
                    "add the certificates to the custom CA certificates of the cluster"),
            new Part(
                    "kubelet certificate tag",
                    KUBELET_CERTIFICATE_TAG,
                    (tag, pool) -> tag.isTrue(),
                    "remove it, and let clients trust the cluster's CA"),
            new Part(
                    "SkipGPUDriverInstall tag",
                    SKIP_GPU_DRIVER_TAG,
                    (tag, pool) -> tag.is("true"),
                    "set the GPU driver of the pool to None"),
            new Part(
                    "WASI node pools",
                    WORKLOAD_RUNTIME,
                    (runtime, pool) -> runtime.is("WasmWasi"),
                    "run WebAssembly with SpinKube"));

    PartsMustBeSupported() {
        super(
                new ViewType<>(
                        "cluster or node pool",
                        AzureResource.KINDS,
                        resource -> Stream.<AzureResource>concat(
                                        ManagedCluster.of(resource).stream(), AgentPool.of(resource).stream())
                                .toList()),
                policy("cluster/retired-parts", MEDIUM, "Clusters must not use parts that AKS has retired")
                        .fix("use what replaces the part")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        List<Part> parts = azureResource instanceof ManagedCluster ? OF_CLUSTERS : OF_POOLS;
        for (Part part : parts) {
            Setting setting = azureResource.get(part.property());
            // what AKS Automatic and the service take by themselves is theirs to replace
            if (setting.isWritten()
                    && setting.unresolved() == null
                    && part.isOn().test(setting, azureResource)) {
                judge(setting, part, judgement);
            }
        }
    }

    private static void judge(Setting setting, Part part, Judgement judgement) {
        Entry entry = Lifecycle.AKS.part(part.name());
        if (judgement.date().isOver(entry.end())) {
            judgement.fail(
                    setting.place(),
                    setting.words() + ", which has no support since " + entry.end() + ": " + part.instead());
        } else if (judgement.date().isSoon(entry.end())) {
            Support.soon(setting, "support ends on " + entry.end() + ": " + part.instead(), judgement);
        }
    }

    /** Which part the engine azure of network policies is: its support ends on Windows first. */
    static String azureNetworkPolicy(ManagedCluster cluster) {
        return hasWindows(cluster) ? AZURE_POLICY_ON_WINDOWS : AZURE_POLICY_ON_LINUX;
    }

    private static boolean hasWindows(AzureResource cluster) {
        return cluster instanceof ManagedCluster managed
                && managed.pools().stream().anyMatch(pool -> !pool.isLinux());
    }
}
