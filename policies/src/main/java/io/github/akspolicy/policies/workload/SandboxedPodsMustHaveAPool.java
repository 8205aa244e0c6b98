package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Pod sandboxing needs both: pods that ask for it, and nodes that have it. Source: articles/aks/use-pod-sandboxing.md (2025-11-18). */
final class SandboxedPodsMustHaveAPool extends BuiltInEnvironmentPolicy<SandboxedPodsMustHaveAPool.Runtime> {
    /** The class, and the one of the preview. */
    private static final Set<String> CLASSES = Set.of("kata-vm-isolation", "kata-mshv-vm-isolation");

    private static final Index<String, Runtime> RUNTIMES =
            new Index<>("runtime classes of pods", Kinds.PODS, Runtime::of, runtime -> "");

    private static final Parameter<List<String>> UNTRUSTED = Parameter.strings(
            "untrustedNamespaces",
            List.of(),
            "names of namespaces whose pods must run in a sandbox; * stands for any text");

    /**
     * The runtime class that a pod asks for.
     *
     * @param namespace empty when it is unknown
     * @param name empty when the pod names none
     */
    record Runtime(String namespace, String name, Place place) {
        private static List<Runtime> of(Resource resource) {
            String namespace = Objects.requireNonNullElse(resource.namespace(), "");
            return Pod.VIEW.in(resource).stream()
                    .map(pod -> pod.spec().get("runtimeClassName"))
                    .map(name -> new Runtime(namespace, name.stringOr(""), name.place()))
                    .toList();
        }
    }

    SandboxedPodsMustHaveAPool() {
        super(
                RUNTIMES,
                Set.of(ClusterFacts.POOLS, ClusterFacts.CLUSTERS),
                policy(
                                "workload/pod-sandboxing",
                                MEDIUM,
                                "Sandboxed pods need a pool with sandboxes, and untrusted pods a sandbox")
                        .fix(
                                "add a pool with the workload runtime KataVmIsolation, or set runtimeClassName: kata-vm-isolation")
                        .parameters(UNTRUSTED)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Runtime runtime, Indexes indexes, Judgement judgement) {
        String name = runtime.name();
        if (CLASSES.contains(name)) {
            judgePools(runtime, indexes, judgement);
        } else if (Glob.anyMatches(judgement.get(UNTRUSTED), runtime.namespace())) {
            judgement.fail(
                    runtime.place(),
                    "runtimeClassName is " + (name.isEmpty() ? "not set" : name) + ", and the namespace "
                            + runtime.namespace() + " is untrusted: write kata-vm-isolation");
        }
    }

    private static void judgePools(Runtime runtime, Indexes indexes, Judgement judgement) {
        List<AgentPool> pools = List.copyOf(indexes.all(ClusterFacts.POOLS));
        if (pools.isEmpty() || pools.stream().anyMatch(SandboxedPodsMustHaveAPool::isOpen)) {
            judgement.unknown(
                    runtime.place(),
                    InputKind.CLUSTERS,
                    "runtimeClassName needs a pool with sandboxes, and none is in the sources");
        } else if (pools.stream().noneMatch(SandboxedPodsMustHaveAPool::hasSandboxes)) {
            judgement.fail(
                    runtime.place(),
                    "runtimeClassName is " + runtime.name() + ", and no pool of the cluster has the workload runtime"
                            + " KataVmIsolation: the pods are refused");
        }
    }

    private static boolean isOpen(AgentPool pool) {
        return pool.get(PoolProperties.WORKLOAD_RUNTIME).unresolved() != null;
    }

    private static boolean hasSandboxes(AgentPool pool) {
        Setting runtime = pool.get(PoolProperties.WORKLOAD_RUNTIME);
        return runtime.textOrEmpty().toLowerCase(Locale.ROOT).startsWith("kata");
    }
}
