package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_DATAPLANE;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_PLUGIN;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_POLICY;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.Lifecycle.Entry;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.resource.network.NetworkPolicy;
import java.util.List;
import java.util.Set;

/** Without an engine every NetworkPolicy in the cluster is a comment. */
final class NetworkPoliciesMustBeEnforced extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Parameter<Set<String>> ALLOWED = Parameter.choices(
            "allowed", List.of("azure", "calico", "cilium"), Set.of("calico", "cilium"), "the engines that are right");

    /** By namespace; what they say is not a matter here. */
    private static final Index<String, NetworkPolicy> POLICIES =
            new Index<>("network policies", NetworkPolicy.KINDS, NetworkPolicy::of, NetworkPolicy::scope);

    NetworkPoliciesMustBeEnforced() {
        super(
                ClusterFacts.CLUSTERS,
                Set.of(POLICIES),
                policy("cluster/network-policy", HIGH, "A network policy engine must be enabled")
                        .fix("choose an engine for network policies")
                        .parameters(ALLOWED)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        Setting engine = managedCluster.get(NETWORK_POLICY);
        Setting dataplane = managedCluster.get(NETWORK_DATAPLANE);
        if (Demand.isUnknown(engine, judgement)) {
            return;
        }
        Set<String> allowed = judgement.get(ALLOWED);
        if (allowed.stream().noneMatch(engine::is)) {
            boolean isNone = !engine.isSet() || engine.is("none") || engine.is("");
            if (isNone && isPerhapsElsewhere(managedCluster.get(NETWORK_PLUGIN), judgement)) {
                return;
            }
            String fix = ": " + fix(managedCluster, engine, dataplane, allowed);
            if (engine.is("azure")) {
                retiring(managedCluster, engine, fix, judgement);
                return;
            }
            String why = isNone && !indexes.all(POLICIES).isEmpty()
                    ? ", so no NetworkPolicy of the environment has an effect"
                    : "";
            judgement.fail(engine.place(), engine.words() + why + fix);
        } else if (dataplane.unresolved() == null && engine.is("cilium") != dataplane.is("cilium")) {
            judgement.fail(dataplane.place(), dataplane.words() + ", but " + engine.words() + ": Cilium needs both");
        }
    }

    /** Azure Network Policy Manager enforces until AKS retires it, as {@code cluster/retired-parts} says. */
    private static void retiring(ManagedCluster cluster, Setting engine, String fix, Judgement judgement) {
        Entry entry = Lifecycle.AKS.part(PartsMustBeSupported.azureNetworkPolicy(cluster));
        String words = engine.words() + ", Azure Network Policy Manager, which AKS supports on "
                + (cluster.pools().stream().allMatch(AgentPool::isLinux) ? "Linux" : "Windows") + " nodes until ";
        Observation end = Observation.violation(engine.place(), words + entry.end() + fix, "");
        judgement.add(judgement.date().isOver(entry.end()) ? end : end.withSeverity(LOW));
    }

    /**
     * Whether a plugin that AKS does not install may bring the engine: with the plugin {@code none} AKS sets up no network at
     * all and takes no engine either (articles/aks/use-byo-cni.md), and what is installed later is in no definition of the
     * cluster.
     */
    private static boolean isPerhapsElsewhere(Setting plugin, Judgement judgement) {
        if (Demand.isUnknown(plugin, judgement)) {
            return true;
        }
        if (plugin.is("none")) {
            judgement.unknown(
                    plugin.place(),
                    UnknownCause.INPUT,
                    plugin.words() + ": whether your own network plugin enforces network policies is in no source");
            return true;
        }
        return false;
    }

    /** Cilium needs Azure CNI, nodes with Linux and its dataplane; Calico runs everywhere (use-network-policies). */
    private static String fix(ManagedCluster cluster, Setting engine, Setting dataplane, Set<String> allowed) {
        boolean canBeCilium = !cluster.get(NETWORK_PLUGIN).is("kubenet")
                && cluster.pools().stream().allMatch(AgentPool::isLinux);
        String wanted = allowed.contains("cilium") && (canBeCilium || !allowed.contains("calico"))
                ? "cilium"
                : allowed.contains("calico")
                        ? "calico"
                        : allowed.stream().findFirst().orElse("cilium");
        if (engine.notation() == Notation.AZ) {
            return wanted.equals("cilium") ? engine.write(wanted) : "az aks update --network-policy " + wanted;
        }
        return engine.write(wanted)
                + (wanted.equals("cilium") && !dataplane.is("cilium")
                        ? ", " + dataplane.write(wanted).replaceFirst("^write ", "")
                        : "");
    }
}
