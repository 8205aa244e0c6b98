package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_PLUGIN;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_POLICY;
import static io.github.akspolicy.resource.cluster.ClusterProperties.POD_LINK_LOCAL_ACCESS;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.MetadataDenial.Sum;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metadata service gives tokens of the nodes to any pod that asks. */
final class PodsMustNotReachTheMetadataService extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Set<Index<?, ?>> READS = Stream.concat(
                    Refusals.READS.stream(), Stream.of(MetadataDenial.INDEX))
            .collect(Collectors.toUnmodifiableSet());

    PodsMustNotReachTheMetadataService() {
        super(
                CLUSTERS,
                READS,
                policy("cluster/imds-restriction", MEDIUM, "Pods should not reach the instance metadata service")
                        .fix("restrict the metadata service to the nodes, or deny pods its address by network policies")
                        .in(PREVIEW));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        Setting access = managedCluster.get(POD_LINK_LOCAL_ACCESS);
        if (access.is("None") || Demand.isUnknown(access, judgement)) {
            return;
        }
        Setting engine = managedCluster.get(NETWORK_POLICY);
        // what installs itself behind the plugin none may be any engine
        boolean isOpen = engine.unresolved() != null
                || managedCluster.get(NETWORK_PLUGIN).is("none")
                || managedCluster.get(NETWORK_PLUGIN).unresolved() != null && !engine.isWritten();
        Sum all = indexes.derive(MetadataDenial.BY_CILIUM);
        Sum denial = isOpen || engine.is("cilium")
                ? all
                : engine.is("azure") || engine.is("calico") ? indexes.derive(MetadataDenial.BY_OTHERS) : Sum.NOTHING;
        if (!denial.cutOff().isEmpty()) {
            judgement.fail(
                    access.place(),
                    access.words() + ", and " + String.join(" and ", denial.cutOff())
                            + " denies pods all egress, DNS included, not the address alone: add"
                            + " enableDefaultDeny: {egress: false}");
            return;
        }
        if (denial.everywhere()) {
            if (isOpen) {
                judgement.unknown(
                        engine.place(),
                        UnknownCause.INPUT,
                        engine.words() + ": whether the network policies that deny pods 169.254.169.254 are enforced"
                                + " is in no source");
            }
            return;
        }
        String unenforced = all.everywhere()
                ? ", and " + engine.words() + ", so network policies that deny the address have no effect"
                : "";
        List<String> obstacles = Refusals.beside(POD_LINK_LOCAL_ACCESS, "None", managedCluster, indexes);
        if (!access.isExpressible() && obstacles.isEmpty() && unenforced.isEmpty()) {
            judgement.unknown(
                    access.place(),
                    UnknownCause.INPUT,
                    access.words()
                            + ": set it with azapi_update_resource, or deny pods 169.254.169.254 by network policies");
            return;
        }
        String fix = !unenforced.isEmpty()
                ? "choose an engine for them (cluster/network-policy)"
                : obstacles.isEmpty()
                        ? access.write("None")
                        : "deny pods 169.254.169.254 by network policies, since AKS refuses the restriction where "
                                + String.join(" and ", obstacles);
        judgement.fail(access.place(), access.words() + unenforced + ": " + fix);
    }
}
